import { addDays, problem, type PlainDate, type Problem } from '../kernel/index.ts'
import type { Role } from '../access/index.ts'
import type { Step } from '../directives/index.ts'
import { ACTIVITY_KINDS, type ActivityFields, type ActivityState, type ResultInput } from './types.ts'

/** The rules of activities as data and pure functions. */

/** What a step of an activity needs beyond its state. */
export type ActivityNeed = 'is-over' | 'results' | 'reason' | 'reason-when-reported'

const WHO: readonly Role[] = ['officer', 'leader', 'clerk']

/**
 * An activity of one organiser. It is planned first or recorded as held at once; a withdrawn one stays in view with its
 * reason and shows nothing any more. What a submitted report has counted is changed only with a reason, both numbers kept.
 */
export const ACTIVITY = {
  edit: { from: ['planned', 'held'], to: 'same', by: WHO, needs: ['reason-when-reported'] },
  hold: { from: ['planned'], to: 'held', by: WHO, needs: ['is-over', 'results'] },
  withdraw: { from: ['planned', 'held'], to: 'withdrawn', by: ['officer', 'leader'], needs: ['reason'] },
} as const satisfies Record<string, Step<ActivityState, ActivityNeed>>
export type ActivityMove = keyof typeof ACTIVITY

const FIRST_DAY = '2000-01-01' as PlainDate
/** A plan reaches no further than this, and nothing is one activity for longer than this. */
const AHEAD_DAYS = 5 * 366
const LONG_DAYS = 366
const PEOPLE_MAX = 100_000_000
export const LENGTHS = { title: 300, place: 300, note: 5000, valuedHow: 300, why: 2000 } as const
export const LISTS = { results: 60, with: 50, tasks: 200, files: 20 } as const

/** Whether what was typed can stand by itself: pure, looked at before anything is stored. */
export function fieldsProblem(fields: ActivityFields, state: ActivityState, today: PlainDate): Problem | null {
  return (
    textProblem(fields) ?? daysProblem(fields, state, today) ?? peopleProblem(fields) ?? resultsProblem(fields, state)
  )
}

function textProblem(fields: ActivityFields): Problem | null {
  if (!ACTIVITY_KINDS.includes(fields.kind)) return problem('programmes.kind', {}, { field: 'kind' })
  if (fields.title.trim() === '') return problem('programmes.title', {}, { field: 'title' })
  for (const field of ['title', 'place', 'note'] as const)
    if (fields[field].length > LENGTHS[field]) return problem('programmes.too-long', { max: LENGTHS[field] }, { field })
  for (const field of ['results', 'with', 'tasks'] as const)
    if (fields[field].length > LISTS[field]) return problem('programmes.too-many', { max: LISTS[field] }, { field })
  return fields.tasks.every(task => isClause(task.clause))
    ? null
    : problem('programmes.task-unknown', {}, { field: 'tasks' })
}

/** Whether a number can be the place of a clause in a letter: the database keeps it in two bytes. */
export const isClause = (n: number): boolean => Number.isInteger(n) && n > 0 && n <= 32_767

function daysProblem({ fromOn, untilOn }: ActivityFields, state: ActivityState, today: PlainDate): Problem | null {
  if (fromOn < FIRST_DAY) return problem('programmes.too-early', {}, { field: 'fromOn' })
  if (untilOn < fromOn) return problem('programmes.until-before-from', {}, { field: 'untilOn' })
  if (state === 'held' && untilOn > today) return problem('programmes.not-over', {}, { field: 'untilOn' })
  if (untilOn > addDays(today, AHEAD_DAYS)) return problem('programmes.too-far', {}, { field: 'untilOn' })
  return untilOn > addDays(fromOn, LONG_DAYS) ? problem('programmes.too-long-time', {}, { field: 'untilOn' }) : null
}

const isCount = (n: number, max: number): boolean => Number.isInteger(n) && n >= 0 && n <= max

function peopleProblem({ people, personTimes }: ActivityFields): Problem | null {
  if (people !== null && !isCount(people, PEOPLE_MAX)) return problem('programmes.number', {}, { field: 'people' })
  if (personTimes !== null && !isCount(personTimes, PEOPLE_MAX))
    return problem('programmes.number', {}, { field: 'personTimes' })
  return people !== null && personTimes !== null && people > personTimes
    ? problem('programmes.people-over-times', { people, times: personTimes }, { field: 'personTimes' })
    : null
}

function resultsProblem({ results }: ActivityFields, state: ActivityState): Problem | null {
  if (state === 'held' && results.length === 0)
    return problem('programmes.no-result', {}, { field: 'indicator', row: 1 })
  if (state === 'planned' && results.length > 0)
    return problem('programmes.result-of-planned', {}, { field: 'indicator', row: 1 })
  for (const [at, result] of results.entries()) {
    const wrong = resultProblem(result, at + 1)
    if (wrong) return wrong
    if (results.slice(0, at).some(other => other.indicator === result.indicator))
      return problem('programmes.indicator-twice', {}, { field: 'indicator', row: at + 1 })
  }
  return null
}

/** Blood, labour and goods are never turned into đồng in silence: a value and how it was found stand together. */
function resultProblem({ amount, moneyValue, valuedHow }: ResultInput, row: number): Problem | null {
  if (!isCount(amount, Number.MAX_SAFE_INTEGER)) return problem('programmes.amount', {}, { field: 'amount', row })
  const how = valuedHow?.trim() ?? ''
  if (moneyValue === null || moneyValue === undefined)
    return how ? problem('programmes.how-without-value', {}, { field: 'moneyValue', row }) : null
  if (!isCount(moneyValue, Number.MAX_SAFE_INTEGER))
    return problem('programmes.amount', {}, { field: 'moneyValue', row })
  if (!how) return problem('programmes.value-without-how', {}, { field: 'valuedHow', row })
  return how.length > LENGTHS.valuedHow
    ? problem('programmes.too-long', { max: LENGTHS.valuedHow }, { field: 'valuedHow', row })
    : null
}
