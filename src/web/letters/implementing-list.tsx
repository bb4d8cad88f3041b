import { holds } from '../../access/index.ts'
import type { Implementing, ImplementingLetter } from '../../directives/index.ts'
import type { ClauseThread, LetterView } from '../../reports/index.ts'
import {
  CheckboxGroup,
  DateInput,
  Details,
  FileInput,
  Form,
  Meter,
  Submit,
  Table,
  TextInput,
  type Column,
} from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { clauseName } from './clause-name.ts'

/** Who has issued a letter of its own on this one, over the whole thread; and the form for the unit's own. */
export const ImplementingLetters = ({
  visit,
  letter,
  clauses,
  implementing,
}: {
  visit: Visit
  letter: LetterView
  clauses: readonly ClauseThread[]
  implementing: Implementing
}) => {
  const { t } = visit
  const actor = visit.signedIn()
  const received = letter.delivery !== null && letter.delivery.status !== '02'
  const mayEnter = (received || letter.incoming !== null) && holds(actor, actor.unit, 'officer', 'clerk', 'leader')
  if (!mayEnter && implementing.addressed === 0 && implementing.letters.length === 0) return null
  return (
    <section id="implementing">
      <h2>{t('letters.implementing')}</h2>
      {implementing.addressed > 1 && (
        <Meter
          t={t}
          label={t('letters.implementing-meter')}
          value={implementing.issued}
          max={implementing.addressed}
          tone="good"
        />
      )}
      {implementing.letters.length > 0 && <List visit={visit} letter={letter} implementing={implementing} />}
      {mayEnter && <EnterForm visit={visit} letter={letter} clauses={clauses} />}
    </section>
  )
}

const List = ({ visit, letter, implementing }: { visit: Visit; letter: LetterView; implementing: Implementing }) => {
  const { t } = visit
  const actor = visit.signedIn()
  const columns: Column<ImplementingLetter>[] = [
    {
      key: 'unit',
      label: t('study.unit'),
      heads: true,
      cell: row =>
        row.unit ? (
          <a href={`/units/${row.unit}`} lang="vi">
            {row.unitName}
          </a>
        ) : (
          <span lang="vi">{row.unitName}</span>
        ),
    },
    {
      key: 'number',
      label: t('letters.letter'),
      cell: row =>
        row.document ? (
          <a href={`/letters/${row.document}`}>{row.printed}</a>
        ) : row.file ? (
          <a href={`/files/${row.file}`}>{row.printed}</a>
        ) : (
          row.printed
        ),
    },
    { key: 'date', label: t('letters.field-issuedOn'), cell: row => (row.issuedOn ? t.date(row.issuedOn) : '—') },
    { key: 'subject', label: t('letters.implementing-subject'), cell: row => <span lang="vi">{row.subject}</span> },
    {
      key: 'move',
      label: t('letters.implementing-withdraw'),
      screenOnly: true,
      cell: row =>
        row.entered && row.unit === actor.unit ? (
          <Details summary={t('letters.implementing-withdraw')}>
            <Form
              to={`/letters/${letter.id}/withdraw-implementing`}
              command={visit.newCommand()}
              version={row.entered.version}
              hidden={{ letter: row.entered.id }}
            >
              <TextInput
                t={t}
                name="why"
                row={implementing.letters.indexOf(row) + 1}
                label={t('letters.implementing-why')}
                required
                lang="vi"
              />
              <Submit kind="danger">{t('letters.implementing-withdraw')}</Submit>
            </Form>
          </Details>
        ) : (
          ''
        ),
    },
  ]
  const own = implementing.letters.some(each => each.entered && each.unit === actor.unit)
  return (
    <Details
      summary={t('letters.implementing-list', { count: implementing.letters.length })}
      open={implementing.letters.length < 12}
    >
      <Table
        t={t}
        caption={t('letters.implementing')}
        captionHidden
        columns={own ? columns : columns.slice(0, -1)}
        rows={implementing.letters}
      />
    </Details>
  )
}

const EnterForm = ({
  visit,
  letter,
  clauses,
}: {
  visit: Visit
  letter: LetterView
  clauses: readonly ClauseThread[]
}) => {
  const { t, at } = visit
  const mine = clauses.filter(clause => clause.mine)
  return (
    <Details summary={t('letters.implementing-enter')}>
      <p class="muted">{t('letters.implementing-text')}</p>
      <Form to={`/letters/${letter.id}/implementing`} command={visit.newCommand()} files>
        <TextInput
          t={t}
          name="printed"
          label={t('letters.implementing-printed')}
          required
          maxlength={100}
          width="medium"
          lang="vi"
        />
        <DateInput
          t={t}
          name="issuedOn"
          label={t('letters.implementing-issued-on')}
          {...(letter.issuedOn ? { min: letter.issuedOn } : {})}
          max={at.today}
          required
        />
        <TextInput t={t} name="subject" label={t('letters.implementing-subject')} maxlength={500} lang="vi" />
        <FileInput t={t} name="file" label={t('letters.implementing-file')} />
        {mine.length > 0 && (
          <CheckboxGroup
            t={t}
            name="tasks"
            label={t('letters.implementing-tasks')}
            options={mine.map(clause => ({ value: String(clause.ordinal), label: clauseName(t, clause.label) }))}
            values={mine.map(clause => String(clause.ordinal))}
          />
        )}
        <Submit kind="secondary">{t('letters.implementing-do')}</Submit>
      </Form>
    </Details>
  )
}
