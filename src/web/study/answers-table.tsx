import { QUESTIONS, type Answer } from '../../dissemination/index.ts'
import type { T } from '../../words/index.ts'
import { Table, type Column } from '../kit/index.ts'

/** Right answers before and after, question by question, and how far that moved. */
export const AnswersTable = ({
  t,
  answers,
  questions,
}: {
  t: T
  answers: readonly Answer[]
  questions: readonly string[]
}) => {
  const rows = QUESTIONS.map(question => {
    const of = (moment: Answer['moment']) => answers.find(each => each.question === question && each.moment === moment)
    return { question, before: of('before'), after: of('after') }
  }).filter(row => row.before || row.after)
  const share = (answer: Answer | undefined) =>
    answer
      ? `${t.percent(answer.correct, answer.asked)} (${t('study.of', { part: answer.correct, whole: answer.asked })})`
      : '—'
  const columns: Column<(typeof rows)[number]>[] = [
    {
      key: 'question',
      label: t('study.question', { n: '' }).trim(),
      heads: true,
      cell: row => questions[row.question - 1] || t('study.question', { n: row.question }),
    },
    { key: 'before', label: t('study.moment-before'), cell: row => share(row.before), numeric: true },
    { key: 'after', label: t('study.moment-after'), cell: row => share(row.after), numeric: true },
    {
      key: 'change',
      label: t('study.change'),
      cell: row => (row.before && row.after ? t('study.points', { points: signed(t, row.before, row.after) }) : '—'),
      numeric: true,
    },
  ]
  return <Table t={t} caption={t('study.check-table')} columns={columns} rows={rows} />
}

const signed = (t: T, before: Answer, after: Answer): string => {
  const points = Math.round((after.correct / after.asked - before.correct / before.asked) * 1000) / 10
  return points > 0 ? `+${t.number(points)}` : t.number(points)
}
