import { holds, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { no, problem, yes, type Problem, type Result, type UnitId } from '../kernel/index.ts'
import { lookAround, type Around } from './around.sql.ts'
import { fieldsProblem } from './rules.ts'
import type { ActivityFields, ActivityState } from './types.ts'

/** Whether what was typed can stand, by itself and against the books; answers it tidied. */
export async function fitFields(
  tx: Tx,
  by: Acting,
  unit: UnitId,
  given: ActivityFields,
  state: ActivityState,
): Promise<Result<ActivityFields>> {
  const fields = tidied(given, unit)
  const wrong = fieldsProblem(fields, state, by.today)
  if (wrong) return no(wrong)
  const around = await lookAround(tx, {
    unit,
    area: fields.area,
    on: fields.fromOn,
    with: fields.with,
    indicators: fields.results.map(each => each.indicator),
    tasks: fields.tasks,
  })
  const against = aroundProblem(fields, around) ?? tasksProblem(by, unit, fields, around)
  return against ? no(against) : yes(fields)
}

function aroundProblem(fields: ActivityFields, around: Around): Problem | null {
  if (around.areaIsOurs === null) return problem('programmes.area-unknown', {}, { field: 'area' })
  if (!around.areaIsOurs) return problem('programmes.area-not-ours', {}, { field: 'area' })
  const stranger = fields.with.findIndex(each => !around.knownUnits.includes(each))
  if (stranger >= 0) return problem('programmes.unit-not-then', { row: stranger + 1 }, { field: 'with' })
  const unknown = fields.results.findIndex(each => !around.indicators.includes(each.indicator))
  return unknown >= 0 ? problem('programmes.indicator', {}, { field: 'indicator', row: unknown + 1 }) : null
}

/** Evidence is for the tasks of units that were there; another body's task that one only sees is not one's own to tick. */
function tasksProblem(by: Acting, unit: UnitId, fields: ActivityFields, around: Around): Problem | null {
  const there = [unit, ...fields.with]
  const foreign = fields.tasks.findIndex((task, at) => !there.includes(task.unit) || !around.tasks.includes(at))
  if (foreign < 0) return null
  const mine = holds(by.actor, fields.tasks[foreign]!.unit, 'officer', 'leader', 'clerk')
  return problem(mine ? 'programmes.task-unknown' : 'programmes.task-of-others', {}, { field: 'tasks' })
}

/** Text as the database can keep it, without the organiser among those with it, each named once. */
function tidied(given: ActivityFields, unit: UnitId): ActivityFields {
  const line = (text: string) => storable(text).replace(/\s+/gu, ' ').trim()
  return {
    ...given,
    title: line(given.title),
    place: line(given.place),
    note: storable(given.note).trim(),
    with: [...new Set(given.with)].filter(each => each !== unit),
    results: given.results.map(each => ({
      indicator: storable(each.indicator),
      amount: each.amount,
      moneyValue: each.moneyValue ?? null,
      valuedHow: line(each.valuedHow ?? '') || null,
    })),
  }
}

/** Without NUL characters and broken surrogates, which hostile files and programs carry. */
export const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed()
