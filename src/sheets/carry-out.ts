import { createHash } from 'node:crypto'
import { runWithin, type Acting, type UseCase } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { finishTask, takeTask } from '../directives/index.ts'
import { countRoll, recordSession, rollVersion, withdrawSession, type SessionId } from '../dissemination/index.ts'
import { no, yes, type CommandId, type Problem, type Result } from '../kernel/index.ts'
import { editActivity, recordActivity, type ActivityFields, type ActivityId } from '../programmes/index.ts'
import type { Judged, Standing } from './compare.ts'
import { backTo, savepoint } from './form.sql.ts'
import { columnsOf } from './layout.ts'
import type { ActivityFill, Entry, SessionFill, SheetForm, SheetProblem, TaskFill } from './types.ts'
import { columnName } from './xlsx-write.ts'

/**
 * Records what a workbook says, through the very commands that the unit itself would send. Each part is a command of its
 * own inside the import; one that is refused is undone alone, so that all that stands against a file is found at once.
 */

export type Work = {
  readonly tx: Tx
  /** Stands in for the unit: the importer's account, at work for the unit of the form. */
  readonly by: Acting
  readonly form: SheetForm
  readonly standing: Standing
  /** Versions of the sessions and activities that earlier returns made; null where withdrawn since. */
  readonly things: ReadonlyMap<string, number | null>
}
export type Done = { readonly entry: Entry; readonly thing: string | null }
export type CarriedOut = { readonly done: readonly Done[]; readonly problems: readonly SheetProblem[] }

/** The roll first, because sessions are measured against it; tasks last, because what shows them must be there. */
export async function carryOut(work: Work, judged: readonly Judged[]): Promise<CarriedOut> {
  const [done, problems]: [Done[], SheetProblem[]] = [[], []]
  const of = <K extends Entry['kind']>(kind: K) => judged.filter(each => each.entry.kind === kind)
  const roll = of('roll')
  const steps = [
    ...(roll.length > 0 ? [{ first: roll[0]!, entries: roll, run: () => recordRoll(work, roll) }] : []),
    ...[...of('sessions'), ...of('activities'), ...of('tasks')].map(each => ({
      first: each,
      entries: [each],
      run: () => recordOne(work, each),
    })),
  ]
  for (const { first, entries, run } of steps) {
    await savepoint(work.tx, 'sheet_part')
    const result = await run()
    if (result.ok) done.push(...entries.map(({ entry }) => ({ entry, thing: result.value })))
    else {
      await backTo(work.tx, 'sheet_part')
      problems.push(
        placed(result.problem, work.form, entries.length > 1 ? entries.map(each => each.entry) : [first.entry]),
      )
    }
  }
  return { done, problems }
}

const within = <I, O>(work: Work, key: string, command: UseCase<I, O>, input: I): Promise<Result<O>> =>
  runWithin(work.tx, work.by, partId(work.by.command, `${command.name} ${key}`), command, input)

/** An id that the import's own id determines: sent again, the import makes the same things. */
const partId = (command: CommandId, key: string): CommandId => {
  const hex = createHash('sha256').update(`${command} ${key}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}` as CommandId
}

/** Says in the record itself where it comes from. */
const fromForm = (note: string, form: SheetForm): string =>
  [note, `(Nhập từ biểu ${form.code} của ${form.layout.unit.name})`].filter(Boolean).join('\n')

async function recordRoll(work: Work, roll: readonly Judged[]): Promise<Result<string | null>> {
  const { form, standing } = work
  const counted = await within(work, 'roll', countRoll, {
    unit: form.unit,
    document: form.document,
    version: rollVersion(standing.roll),
    rows: roll.flatMap(({ entry }) => (entry.kind === 'roll' ? [entry.fill] : [])),
    why: fromForm('', form),
  })
  return counted.ok ? yes(null) : counted
}

function recordOne(work: Work, { entry, before }: Judged): Promise<Result<string | null>> {
  switch (entry.kind) {
    case 'sessions':
      return recordStudy(work, entry.key, entry.fill, before?.thing ?? null)
    case 'activities':
      return recordDone(work, entry.key, entry.fill, before?.thing ?? null)
    case 'tasks':
      return moveTask(work, entry.fill)
    case 'roll':
      return Promise.resolve(yes(null))
  }
}

/** A session that says something else than before is taken back with the reason and entered anew: its numbers are evidence. */
async function recordStudy(work: Work, key: string, fill: SessionFill, before: string | null): Promise<Result<string>> {
  const { form } = work
  const at = { unit: form.unit, document: form.document }
  const version = before === null ? null : (work.things.get(before) ?? null)
  if (before !== null && version !== null) {
    const why = `Thay bằng số liệu gửi lại trong biểu ${form.code}`
    const back = await within(work, key, withdrawSession, { ...at, session: before as SessionId, version, why })
    if (!back.ok) return back
  }
  const tasks = form.layout.tasks
    .filter(task => task.study && work.standing.tasks.has(task.clause))
    .map(task => task.clause)
  const made = await within(work, key, recordSession, { ...at, ...fill, note: fromForm(fill.note, form), tasks })
  return made.ok ? yes(made.value.session) : made
}

/** An activity that says something else is changed in place, so that whoever counted it sees both numbers. */
async function recordDone(work: Work, key: string, fill: ActivityFill, before: string | null): Promise<Result<string>> {
  const { form } = work
  const fields: ActivityFields = {
    kind: fill.kind,
    title: fill.title,
    fromOn: fill.fromOn,
    untilOn: fill.untilOn,
    area: form.layout.area,
    place: fill.place,
    with: [],
    people: fill.people,
    personTimes: fill.personTimes,
    note: fromForm(fill.note, form),
    results: fill.results,
    tasks: fill.clauses.map(clause => ({ document: form.document, clause, unit: form.unit })),
  }
  const version = before === null ? null : (work.things.get(before) ?? null)
  const made =
    before !== null && version !== null
      ? await within(work, key, editActivity, {
          unit: form.unit,
          activity: before as ActivityId,
          version,
          fields,
          why: `Số liệu gửi lại trong biểu ${form.code}`,
        })
      : await within(work, key, recordActivity, { unit: form.unit, fields })
  return made.ok ? yes(made.value.activity) : made
}

/** Taken up where it was not yet, and finished where the unit says so. */
async function moveTask(work: Work, { clause, done, note }: TaskFill): Promise<Result<null>> {
  const { form } = work
  const now = work.standing.tasks.get(clause)
  const at = { unit: form.unit, document: form.document, clause }
  let version = now?.version ?? 1
  if (now?.state === 'asked') {
    const taken = await within(work, String(clause), takeTask, { ...at, version })
    if (!taken.ok) return taken
    version = taken.value.version
  }
  if (done === 'taken') return yes(null)
  const finished = await within(work, String(clause), finishTask, { ...at, version, note: fromForm(note, form) })
  return finished.ok ? yes(null) : no(finished.problem)
}

/** Fields of the commands by the column that fills them, where the two are called differently. */
const COLUMN_OF: Readonly<Record<string, string>> = {
  rows: 'branch',
  tasks: 'clause',
  area: 'place',
  results: 'indicator',
  people: 'people',
  what: 'title',
}

/** Where in the file the refusal of a command points: its row counts from the first line of the thing. */
function placed(problem: Problem, form: SheetForm, entries: readonly Entry[]): SheetProblem {
  const entry = entries[0]!
  const rows = entries.length > 1 ? entries.map(each => each.rows[0]!) : entry.rows
  const columns = columnsOf(entry.kind, form.layout)
  const roll = entry.kind === 'roll' && problem.row ? entries[problem.row - 1] : undefined
  const name = roll?.kind === 'roll' ? roll.fill.audience : (COLUMN_OF[problem.field ?? ''] ?? problem.field ?? '')
  const column = columns.indexOf(name === 'from' && entry.kind === 'activities' ? 'fromOn' : name)
  const { row, field: _, ...bare } = problem
  return {
    at: {
      sheet: entry.kind,
      row: rows[(row ?? 1) - 1] ?? rows[0]!,
      ...(column >= 0 ? { column: columnName(column + 1) } : {}),
    },
    problem: bare,
  }
}
