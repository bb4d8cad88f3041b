import {
  AUDIENCES,
  type DeskChange,
  type DeskRoll,
  type DeskSession,
  type StudyDesk,
} from '../../dissemination/index.ts'
import type { LetterView } from '../../reports/index.ts'
import type { T } from '../../words/index.ts'
import { Actions, Badge, Details, EmptyState, LinkButton, StackedBar, Table, type Column } from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { sessionPath, studyPath } from './address.ts'

/** What the unit itself has counted and held: the picture first, then by cell, then the sessions. */
export const Ours = ({
  visit,
  letter,
  desk,
  mayEnter,
}: {
  visit: Visit
  letter: LetterView
  desk: StudyDesk
  mayEnter: boolean
}) => {
  const { t } = visit
  const path = studyPath(letter.id)
  return (
    <section>
      <h2>{t('study.ours')}</h2>
      {desk.roll.length === 0 ? (
        <EmptyState
          title={t('study.first-count')}
          {...(mayEnter ? { action: { href: `${path}/roll`, label: t('study.count-do') } } : {})}
        />
      ) : (
        <>
          {mayEnter && (
            <Actions>
              <LinkButton to={`${path}/new`}>{t('study.new-session')}</LinkButton>
              <LinkButton to={`${path}/roll`} kind="secondary">
                {t('study.recount')}
              </LinkButton>
            </Actions>
          )}
          <OurPicture t={t} roll={desk.roll} />
          <ByBranch t={t} desk={desk} />
          <Waiting t={t} desk={desk} />
          {desk.changes.length > 0 && <Changes t={t} changes={desk.changes} />}
          <Sessions visit={visit} letter={letter} sessions={desk.sessions} />
        </>
      )}
    </section>
  )
}

const sumOf = (roll: readonly DeskRoll[]) =>
  roll.reduce(
    (sum, line) => ({
      people: sum.people + line.people,
      present: sum.present + line.present,
      caughtUp: sum.caughtUp + line.caughtUp,
    }),
    { people: 0, present: 0, caughtUp: 0 },
  )

const OurPicture = ({ t, roll }: { t: T; roll: readonly DeskRoll[] }) => {
  const sum = sumOf(roll)
  return (
    <StackedBar
      t={t}
      id="ours"
      title={t('study.bar', { reached: sum.present + sum.caughtUp, people: sum.people })}
      parts={reachedParts(t, sum)}
    />
  )
}

/** Present, caught up, not yet reached: the parts of every bar of these pages. */
export const reachedParts = (t: T, sum: { people: number; present: number; caughtUp: number }) => [
  { label: t('study.present'), value: sum.present, tone: 'good' as const },
  { label: t('study.caught-up'), value: sum.caughtUp, tone: 'info' as const },
  { label: t('study.not-reached'), value: sum.people - sum.present - sum.caughtUp, tone: 'neutral' as const },
]

const ByBranch = ({ t, desk }: { t: T; desk: StudyDesk }) => {
  const order = new Map(desk.branches.map((branch, at) => [branch.id, at]))
  const names = new Map(desk.branches.map(branch => [branch.id, branch.name]))
  const rows = [...desk.roll]
    .filter(line => line.people > 0)
    .sort(
      (a, b) =>
        (order.get(a.branch) ?? 0) - (order.get(b.branch) ?? 0) ||
        AUDIENCES.indexOf(a.audience) - AUDIENCES.indexOf(b.audience),
    )
  const columns: Column<DeskRoll>[] = [
    {
      key: 'branch',
      label: t('study.branch'),
      cell: row => <span lang="vi">{names.get(row.branch)}</span>,
      heads: true,
    },
    { key: 'audience', label: t('study.audience'), cell: row => t(`study.audience-${row.audience}`) },
    { key: 'people', label: t('study.people'), cell: row => t.number(row.people), numeric: true },
    { key: 'present', label: t('study.present'), cell: row => t.number(row.present), numeric: true },
    { key: 'caughtUp', label: t('study.caught-up'), cell: row => t.number(row.caughtUp), numeric: true },
    {
      key: 'left',
      label: t('study.not-reached'),
      cell: row => t.number(row.people - row.present - row.caughtUp),
      numeric: true,
    },
    {
      key: 'share',
      label: t('study.share'),
      cell: row => t.percent(row.present + row.caughtUp, row.people),
      numeric: true,
    },
  ]
  return <Table t={t} caption={t('study.by-branch')} columns={columns} rows={rows} />
}

/** A longer list is folded: the number says enough at first. */
const WAITING_OPEN = 12

/** The cells in whose name nobody has come yet, counted or not. */
const Waiting = ({ t, desk }: { t: T; desk: StudyDesk }) => {
  const reached = new Set(desk.roll.filter(line => line.present + line.caughtUp > 0).map(line => line.branch))
  const [, ...cells] = desk.branches
  const waiting = cells.filter(cell => !reached.has(cell.id))
  if (cells.length === 0) return null
  if (waiting.length === 0) return <p>{t('study.waiting-none')}</p>
  return (
    <Details summary={t('study.waiting', { count: waiting.length })} open={waiting.length <= WAITING_OPEN}>
      <ul class="plain" lang="vi">
        {waiting.map(cell => (
          <li>{cell.name}</li>
        ))}
      </ul>
    </Details>
  )
}

const Changes = ({ t, changes }: { t: T; changes: readonly DeskChange[] }) => {
  const columns: Column<DeskChange>[] = [
    { key: 'branch', label: t('study.branch'), cell: row => <span lang="vi">{row.branchName}</span>, heads: true },
    { key: 'audience', label: t('study.audience'), cell: row => t(`study.audience-${row.audience}`) },
    {
      key: 'before',
      label: t('study.before'),
      cell: row => (row.before === null ? '—' : t.number(row.before)),
      numeric: true,
    },
    { key: 'after', label: t('study.after'), cell: row => t.number(row.after), numeric: true },
    { key: 'why', label: t('study.why'), cell: row => <span lang="vi">{row.why}</span> },
    { key: 'at', label: t('study.at'), cell: row => t.instant(new Date(row.at)) },
  ]
  return <Table t={t} caption={t('study.changes')} columns={columns} rows={changes} />
}

const Sessions = ({
  visit: { t },
  letter,
  sessions,
}: {
  visit: Visit
  letter: LetterView
  sessions: readonly DeskSession[]
}) => {
  const columns: Column<DeskSession>[] = [
    {
      key: 'session',
      label: t('study.session'),
      heads: true,
      cell: row => <a href={sessionPath(letter.id, row.id)}>{t.instant(new Date(row.from))}</a>,
    },
    {
      key: 'form',
      label: t('study.form'),
      cell: row => (
        <>
          {t(`study.form-${row.form}`)}{' '}
          {row.withdrawnWhy !== null && <Badge tone="neutral">{t('study.withdrawn')}</Badge>}
        </>
      ),
    },
    { key: 'place', label: t('study.place'), cell: row => <span lang="vi">{row.place}</span> },
    { key: 'called', label: t('study.called'), cell: row => t.number(row.called), numeric: true },
    { key: 'present', label: t('study.present'), cell: row => t.number(row.present), numeric: true },
    { key: 'caughtUp', label: t('study.caught-up'), cell: row => t.number(row.caughtUp), numeric: true },
  ]
  return <Table t={t} caption={t('study.sessions')} columns={columns} rows={sessions} empty={t('study.no-sessions')} />
}
