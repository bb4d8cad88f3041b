import {
  ACTIVITY_KINDS,
  type ActivityFields,
  type ActivityKind,
  type ActivityView,
  type EvidenceFile,
  type ResultInput,
} from '../../programmes/index.ts'
import type { TaskKey } from '../../directives/index.ts'
import {
  fold,
  idFrom,
  no,
  plainDate,
  problem,
  yes,
  type AreaId,
  type DocumentId,
  type Problem,
  type Result,
  type UnitId,
} from '../../kernel/index.ts'
import { searchUnits } from '../../org/index.ts'
import type { FormValues, Visit } from '../visit.ts'

/** One row of results as typed. */
export type TypedResult = {
  readonly indicator: string
  readonly amount: string
  readonly money: string
  readonly how: string
}

/** The form of an activity as somebody typed it: kept word for word, so that a refusal takes nothing away. */
export type Typed = {
  readonly kind: string
  readonly title: string
  readonly fromOn: string
  readonly untilOn: string
  readonly area: string
  readonly place: string
  readonly with: string
  readonly people: string
  readonly personTimes: string
  readonly note: string
  readonly why: string
  readonly results: readonly TypedResult[]
  readonly tasks: readonly string[]
}

export const taskValue = (task: TaskKey): string => `${task.document}/${task.clause}/${task.unit}`

export const nothingTyped = (tasks: readonly string[], today: string): Typed => ({
  kind: '',
  title: '',
  fromOn: today,
  untilOn: today,
  area: '',
  place: '',
  with: '',
  people: '',
  personTimes: '',
  note: '',
  why: '',
  results: [],
  tasks,
})

export const typedOf = (view: ActivityView): Typed => ({
  kind: view.kind,
  title: view.title,
  fromOn: view.fromOn,
  untilOn: view.untilOn,
  area: view.area,
  place: view.place,
  with: view.with.map(unit => unit.name).join('\n'),
  people: view.people === null ? '' : String(view.people),
  personTimes: view.personTimes === null ? '' : String(view.personTimes),
  note: view.note,
  why: '',
  results: view.results.map(result => ({
    indicator: result.indicator,
    amount: String(result.amount),
    money: result.moneyValue === null ? '' : String(result.moneyValue),
    how: result.valuedHow ?? '',
  })),
  tasks: view.serves.map(taskValue),
})

/** Empty rows of results are left out, so that the row that a refusal names is the row on the page. */
export function typedIn(form: FormValues): Typed {
  const [indicators, amounts, money, how] = ['indicator', 'amount', 'moneyValue', 'valuedHow'].map(name =>
    form.all(name),
  )
  return {
    kind: form.text('kind'),
    title: form.text('title'),
    fromOn: form.text('fromOn'),
    untilOn: form.text('untilOn'),
    area: form.text('area'),
    place: form.text('place'),
    with: form.text('with'),
    people: form.text('people'),
    personTimes: form.text('personTimes'),
    note: form.text('note'),
    why: form.text('why'),
    results: indicators!
      .map((indicator, at) => ({
        indicator,
        amount: amounts![at]?.trim() ?? '',
        money: money![at]?.trim() ?? '',
        how: how![at]?.trim() ?? '',
      }))
      .filter(row => row.indicator || row.amount || row.money || row.how),
    tasks: form.all('task'),
  }
}

/** Whole numbers as offices write them: 1.252 and 1 252 are one thousand; anything else is no number and refused as one. */
export function wholeNumber(text: string): number | null {
  if (text === '') return null
  return /^(\d+|\d{1,3}([. \u00a0]\d{3})+)$/.test(text) ? Number(text.replace(/\D/g, '')) : -1
}

const isKind = (text: string): text is ActivityKind => (ACTIVITY_KINDS as readonly string[]).includes(text)

/** What was typed as the command takes it, or what must be put right first. */
export function fieldsFrom(typed: Typed, units: readonly UnitId[]): Result<ActivityFields> {
  const [fromOn, untilOn] = [plainDate(typed.fromOn), plainDate(typed.untilOn || typed.fromOn)]
  if (!isKind(typed.kind)) return no(problem('programmes.kind', undefined, { field: 'kind' }))
  if (!fromOn) return no(problem('programmes.day', undefined, { field: 'fromOn' }))
  if (!untilOn) return no(problem('programmes.day', undefined, { field: 'untilOn' }))
  const results = resultsFrom(typed.results)
  if (!results.ok) return results
  const tasks = typed.tasks.map(taskFrom)
  if (tasks.includes(null)) return no(problem('programmes.task-unknown', undefined, { field: 'tasks' }))
  return yes({
    kind: typed.kind,
    title: typed.title,
    fromOn,
    untilOn,
    area: typed.area as AreaId,
    place: typed.place,
    with: units,
    people: wholeNumber(typed.people),
    personTimes: wholeNumber(typed.personTimes),
    note: typed.note,
    results: results.value,
    tasks: tasks.filter(task => task !== null),
  })
}

/** A row with a number and no indicator is pointed out. */
function resultsFrom(rows: readonly TypedResult[]): Result<ResultInput[]> {
  const results: ResultInput[] = []
  for (const [at, row] of rows.entries()) {
    if (!row.indicator) return no(problem('programmes.indicator', undefined, { field: 'indicator', row: at + 1 }))
    results.push({
      indicator: row.indicator,
      amount: wholeNumber(row.amount) ?? -1,
      moneyValue: wholeNumber(row.money),
      valuedHow: row.how || null,
    })
  }
  return yes(results)
}

function taskFrom(value: string): TaskKey | null {
  const [document, clause, unit] = value.split('/')
  const [letter, body] = [idFrom<DocumentId>(document), idFrom<UnitId>(unit)]
  return letter && body && /^\d{1,5}$/.test(clause ?? '')
    ? { document: letter, clause: Number(clause), unit: body }
    : null
}

const NAMES_MAX = 50

/** Offices know no ids: those with it are named by their names, one a line, with or without accents. */
export async function unitsNamed(visit: Visit, text: string): Promise<Result<UnitId[]>> {
  const names = text
    .split(/\r?\n/)
    .map(name => name.trim().slice(0, 300))
    .filter(Boolean)
  if (names.length > NAMES_MAX) return no(problem('programmes.too-many', { max: NAMES_MAX }, { field: 'with' }))
  return visit.read(async tx => {
    const units: UnitId[] = []
    for (const name of names) {
      const found = await searchUnits(tx, name, visit.at.today, 5)
      const exact = found.filter(unit => fold(unit.name) === fold(name))
      const one = exact.length === 1 ? exact[0] : found.length === 1 ? found[0] : undefined
      if (!one) return no(unknown(name, found))
      units.push(one.id)
    }
    return yes(units)
  })
}

const unknown = (name: string, found: readonly { name: string }[]): Problem =>
  found.length === 0
    ? problem('programmes.unit-unknown', { name }, { field: 'with' })
    : problem('programmes.unit-many', { name, names: found.map(unit => unit.name).join('; ') }, { field: 'with' })

/** The photos and papers that came with the form. */
export const filesIn = (form: FormValues): Promise<EvidenceFile[]> =>
  Promise.all(
    form.files('files').map(async file => ({
      bytes: new Uint8Array(await file.arrayBuffer()),
      mediaType: file.type,
      name: file.name,
    })),
  )
