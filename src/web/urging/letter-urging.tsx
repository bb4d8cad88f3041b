import { holds } from '../../access/index.ts'
import type { DocumentId, Problem, UnitId } from '../../kernel/index.ts'
import { idFrom } from '../../kernel/index.ts'
import { letterAt } from '../../reports/index.ts'
import {
  draftUrging,
  isUrged,
  urgingViewOf,
  type DateAsked,
  type LineStanding,
  type Urging,
  type UrgingView,
} from '../../urging/index.ts'
import {
  Actions,
  Badge,
  Breadcrumbs,
  Details,
  EmptyState,
  ErrorSummary,
  fieldId,
  Form,
  Heading,
  Note,
  StackedBar,
  Submit,
  Table,
  type Column,
} from '../kit/index.ts'
import { notFound, statusOf } from '../answers.tsx'
import { clauseName } from '../letters/clause-name.ts'
import { letterNamed } from '../letters/address.ts'
import { LetterTabs } from '../letters/tabs.tsx'
import type { Visit } from '../visit.ts'
import { AwaitedOf, StandingBadge } from './standing.tsx'

/** Rows of a page; a letter to a whole province is read in this order: who waits longest comes first. */
const UNITS_SHOWN = 200

export async function showLetterUrging(visit: Visit): Promise<Response> {
  const id = letterNamed(visit)
  return id ? urgingPage(visit, id, [], []) : notFound(visit)
}

/** Drafts the letter to the ticked units, then shows the draft; what was ticked stays ticked when it is refused. */
export async function draftUrgingLetter(visit: Visit): Promise<Response> {
  const document = letterNamed(visit)
  if (!document) return notFound(visit)
  const form = await visit.form()
  const units = form.all('units').flatMap(text => idFrom<UnitId>(text) ?? [])
  const done = await visit.run(draftUrging, { unit: visit.signedIn().unit, document, units }, form)
  return done.ok
    ? visit.done(`/letters/${done.value.document}/edit`, 'urging.done-drafted')
    : urgingPage(visit, document, units, [done.problem])
}

async function urgingPage(
  visit: Visit,
  id: DocumentId,
  ticked: readonly UnitId[],
  problems: readonly Problem[],
): Promise<Response> {
  const { t } = visit
  const actor = visit.signedIn()
  const found = await visit.read(async tx => {
    const letter = await letterAt(tx, id, actor.unit)
    return letter && { letter, view: await urgingViewOf(tx, id, visit.at.today) }
  })
  if (!found) return notFound(visit)
  const { letter, view } = found
  const { lines } = view
  const title = letter.printed || t('letters.no-number')
  const mine = view.rights.find(right => right.unit === actor.unit)
  return visit.page(
    t('urging.of', { letter: title }),
    <>
      <Breadcrumbs
        t={t}
        items={[
          { href: '/letters', label: t('web.nav-letters') },
          { href: `/letters/${id}`, label: title },
          { label: t('urging.title') },
        ]}
      />
      <Heading
        title={t('urging.title')}
        kicker={<span lang="vi">{[letter.docType, title].filter(Boolean).join(' ')}</span>}
        lead={<span lang="vi">{letter.subject}</span>}
      />
      <ErrorSummary t={t} problems={problems} />
      <LetterTabs visit={visit} document={letter.id} own={letter.outgoing !== null} current="urging" />
      {view.rights.length > 0 ? (
        <>
          <p class="muted">{t(`urging.right-${(mine ?? view.rights[0]!).authority}`)}</p>
          <Awaited visit={visit} document={id} lines={lines} ticked={ticked} acts={mine !== undefined} />
          <Drafts visit={visit} view={view} />
        </>
      ) : (
        <OwnOfLetter visit={visit} lines={lines} />
      )}
      <Asked visit={visit} document={id} asked={view.asked} />
      <Log visit={visit} log={view.log} />
      {view.rights.length > 0 && (
        <p>
          <a href="/urging">{t('urging.to-log')}</a>
        </p>
      )}
    </>,
    { status: problems[0] ? statusOf(problems[0]) : 200 },
  )
}

type UnitLines = { readonly unit: UnitId; readonly name: string; readonly lines: readonly LineStanding[] }

/** A row for each unit, in the order in which its first line came. */
const byUnit = (lines: readonly LineStanding[]): UnitLines[] =>
  [...Map.groupBy(lines, line => line.unit)].map(([unit, own]) => ({ unit, name: own[0]!.unitName, lines: own }))

const Awaited = ({
  visit,
  document,
  lines,
  ticked,
  acts,
}: {
  visit: Visit
  document: DocumentId
  lines: readonly LineStanding[]
  ticked: readonly UnitId[]
  acts: boolean
}) => {
  const { t } = visit
  const actor = visit.signedIn()
  const open = lines.filter(line => line.standing !== 'waiting')
  const units = byUnit(open)
  if (units.length === 0)
    return (
      <EmptyState title={t('urging.nobody')}>
        <p>{t('urging.nobody-text', { count: byUnit(lines).length })}</p>
      </EmptyState>
    )
  const may = acts && holds(actor, actor.unit, 'officer', 'clerk', 'leader')
  const count = (standing: LineStanding['standing']) => lines.filter(line => line.standing === standing).length
  const table = <UnitTable visit={visit} units={units.slice(0, UNITS_SHOWN)} ticked={ticked} may={may} />
  return (
    <section>
      <StackedBar
        t={t}
        id="urging-bar"
        title={t('urging.bar', { count: units.length })}
        parts={[
          { label: t('urging.count-late'), value: count('late'), tone: 'warn' },
          { label: t('urging.count-unopened'), value: count('unopened'), tone: 'accent' },
          { label: t('urging.count-near'), value: count('near'), tone: 'info' },
          { label: t('urging.count-asked'), value: count('asked'), tone: 'good' },
          { label: t('urging.count-waiting'), value: count('waiting'), tone: 'neutral' },
        ]}
      />
      {may ? (
        <Form to={`/letters/${document}/urging`} command={visit.newCommand()} label={t('urging.choose')}>
          {table}
          {units.length > UNITS_SHOWN && <More visit={visit} total={units.length} />}
          <p class="muted">{t('urging.choose-hint')}</p>
          <Actions>
            <Submit>{t('urging.draft')}</Submit>
          </Actions>
        </Form>
      ) : (
        <>
          {table}
          {units.length > UNITS_SHOWN && <More visit={visit} total={units.length} />}
        </>
      )}
    </section>
  )
}

const More = ({ visit: { t }, total }: { visit: Visit; total: number }) => (
  <p class="muted">{t('urging.more', { shown: UNITS_SHOWN, total })}</p>
)

const UnitTable = ({
  visit: { t },
  units,
  ticked,
  may,
}: {
  visit: Visit
  units: readonly UnitLines[]
  ticked: readonly UnitId[]
  may: boolean
}) => {
  const first = units.find(row => row.lines.some(isUrged))
  const tick: Column<UnitLines> = {
    key: 'tick',
    label: t('urging.tick'),
    screenOnly: true,
    cell: row =>
      row.lines.some(isUrged) && (
        <input
          type="checkbox"
          id={row === first ? fieldId('units') : undefined}
          class="tick"
          name="units"
          value={row.unit}
          checked={ticked.includes(row.unit)}
          aria-label={t('urging.tick-named', { unit: row.name })}
        />
      ),
  }
  const columns: Column<UnitLines>[] = [
    { key: 'unit', label: t('urging.unit'), heads: true, cell: row => <span lang="vi">{row.name}</span> },
    {
      key: 'awaited',
      label: t('urging.awaited'),
      cell: row => (
        <ul class="plain">
          {row.lines.map(line => (
            <li>
              <StandingBadge t={t} line={line} /> <AwaitedOf t={t} line={line} />
            </li>
          ))}
        </ul>
      ),
    },
  ]
  return <Table t={t} caption={t('urging.who')} columns={may ? [tick, ...columns] : columns} rows={units} />
}

/** A unit sees its own lines and nobody else's. */
const OwnOfLetter = ({ visit, lines }: { visit: Visit; lines: readonly LineStanding[] }) => {
  const { t } = visit
  return (
    <section>
      <Note title={t('urging.own-title')}>
        <p>{t('urging.own-text')}</p>
      </Note>
      {lines.length > 0 && (
        <ul class="plain">
          {lines.map(line => (
            <li>
              <StandingBadge t={t} line={line} />{' '}
              {line.kind === 'task' ? (
                <a href={`/tasks/${line.document}/${line.clause}/${line.unit}`}>
                  <AwaitedOf t={t} line={line} />
                </a>
              ) : (
                <AwaitedOf t={t} line={line} />
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Letters that urge and are not issued yet, so that two people do not write the same one. */
const Drafts = ({ visit: { t }, view }: { visit: Visit; view: UrgingView }) =>
  view.drafts.length === 0 ? null : (
    <Note title={t('urging.drafts')}>
      <ul class="plain">
        {view.drafts.map(draft => (
          <li>
            <a href={`/letters/${draft.letter}`}>
              {t('urging.draft-here', { count: draft.units, state: t(`letters.step-${draft.state}`) })}
            </a>
          </li>
        ))}
      </ul>
    </Note>
  )

const Asked = ({
  visit: { t },
  document,
  asked,
}: {
  visit: Visit
  document: DocumentId
  asked: readonly DateAsked[]
}) => {
  if (asked.length === 0) return null
  const columns: Column<DateAsked>[] = [
    {
      key: 'unit',
      label: t('urging.unit'),
      heads: true,
      cell: row => (
        <a href={`/tasks/${document}/${row.clause}/${row.unit}`}>
          <span lang="vi">{row.unitName}</span> · {clauseName(t, row.label)}
        </a>
      ),
    },
    { key: 'on', label: t('urging.proposed'), cell: row => t.date(row.proposedOn) },
    { key: 'reason', label: t('urging.reason'), cell: row => <span lang="vi">{row.reason}</span> },
    {
      key: 'answer',
      label: t('urging.answer'),
      cell: row => (
        <>
          <Badge tone={row.answer === null ? 'warn' : row.answer === 'accepted' ? 'good' : 'neutral'}>
            {t(`urging.answer-${row.answer ?? 'none'}`)}
          </Badge>{' '}
          {row.answerNote && <span lang="vi">{row.answerNote}</span>}
        </>
      ),
    },
  ]
  return <Table t={t} caption={t('urging.asked')} columns={columns} rows={asked} />
}

/** So many rows stand open; a longer log is opened by who wants it. */
const LOG_OPEN = 12

type LogRow = Pick<Urging, 'onDay' | 'unitName' | 'byName'> & { readonly steps: readonly Urging[] }

/** A row for each unit and day, the newest first. */
const Log = ({ visit: { t }, log }: { visit: Visit; log: readonly Urging[] }) => {
  const rows: LogRow[] = [...Map.groupBy(log, row => `${row.onDay} ${row.unit}`).values()].map(steps => ({
    ...steps[0]!,
    steps,
  }))
  const columns: Column<LogRow>[] = [
    { key: 'day', label: t('urging.day'), cell: row => t.date(row.onDay), heads: true },
    { key: 'unit', label: t('urging.unit'), cell: row => <span lang="vi">{row.unitName}</span> },
    {
      key: 'step',
      label: t('urging.step'),
      cell: row => (
        <ul class="plain">
          {row.steps.map(step => (
            <li>
              <StepOf t={t} row={step} />
            </li>
          ))}
        </ul>
      ),
    },
    { key: 'by', label: t('urging.by'), cell: row => <span lang="vi">{row.byName ?? '–'}</span> },
  ]
  const table = <Table t={t} caption={t('urging.log')} columns={columns} rows={rows} empty={t('urging.log-empty')} />
  return rows.length <= LOG_OPEN ? (
    table
  ) : (
    <Details summary={t('urging.log-more', { count: log.length })}>{table}</Details>
  )
}

const StepOf = ({ t, row }: { t: Visit['t']; row: Urging }) => {
  const what = t(`urging.step-${row.step}`, { nth: String(row.nth), date: row.dueOn ? t.date(row.dueOn) : '–' })
  return (
    <>
      {row.step === 'letter' ? <a href={`/letters/${row.about}`}>{what}</a> : what}
      {row.label !== null && ` · ${clauseName(t, row.label)}`}
      {row.step === 'extension-answered' && ` · ${t(`urging.answer-${row.about}`)}`}
    </>
  )
}
