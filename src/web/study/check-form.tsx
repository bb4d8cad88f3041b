import { ASKED_MIN, MOMENTS, QUESTIONS, type AskedWhen, type SessionView } from '../../dissemination/index.ts'
import { CellInput, Details, Form, Submit, Table, TextInput, type Column } from '../kit/index.ts'
import type { Visit } from '../visit.ts'

/** The six rows of the check, in the order of the form: question by question, before and after. */
export const CHECK_ROWS: readonly { readonly question: number; readonly moment: AskedWhen }[] = QUESTIONS.flatMap(
  question => MOMENTS.map(moment => ({ question, moment })),
)
export const checkName = (row: { question: number; moment: AskedWhen }, what: 'asked' | 'correct'): string =>
  `${what}-${row.moment}-${row.question}`

/** The anonymous three questions: optional, and in numbers only. */
export const CheckForm = ({ visit, to, view }: { visit: Visit; to: string; view: SessionView }) => {
  const { t } = visit
  type Row = (typeof CHECK_ROWS)[number]
  const stored = (row: Row, what: 'asked' | 'correct') =>
    view.answers.find(each => each.moment === row.moment && each.question === row.question)?.[what]
  const cell = (row: Row, what: 'asked' | 'correct') => (
    <CellInput
      t={t}
      name={checkName(row, what)}
      field={what}
      row={CHECK_ROWS.indexOf(row) + 1}
      label={`${t(`study.${what}`)}: ${t('study.question', { n: row.question })}, ${t(`study.moment-${row.moment}`)}`}
      value={String(stored(row, what) ?? '')}
    />
  )
  const columns: Column<Row>[] = [
    {
      key: 'question',
      label: t('study.check'),
      heads: true,
      cell: row => `${t('study.question', { n: row.question })}, ${t(`study.moment-${row.moment}`)}`,
    },
    { key: 'asked', label: t('study.asked'), cell: row => cell(row, 'asked'), numeric: true },
    { key: 'correct', label: t('study.correct'), cell: row => cell(row, 'correct'), numeric: true },
  ]
  return (
    <Details summary={t('study.check')}>
      <p>{t('study.check-text', { min: ASKED_MIN })}</p>
      <Form to={to} command={visit.newCommand()} version={view.version}>
        {QUESTIONS.map(n => (
          <TextInput
            t={t}
            name="question"
            row={n}
            label={t('study.question', { n })}
            maxlength={500}
            lang="vi"
            value={view.questions[n - 1] ?? ''}
          />
        ))}
        <Table t={t} caption={t('study.check')} captionHidden columns={columns} rows={CHECK_ROWS} />
        <p>
          <Submit kind="secondary">{t('study.check-do')}</Submit>
        </p>
      </Form>
    </Details>
  )
}
