import { fold, problem, type Problem, type UnitId } from '../kernel/index.ts'
import { searchUnits } from '../org/index.ts'
import type { Visit } from './visit.ts'

/** Offices know no ids: a unit is named by its name, with or without accents. Exactly one must match. */
export async function unitNamed(
  visit: Visit,
  name: string,
  at: { readonly field: string; readonly row?: number },
): Promise<UnitId | Problem> {
  const found = await visit.read(tx => searchUnits(tx, name, visit.at.today, FOUND_MAX))
  const exact = found.filter(unit => fold(unit.name) === fold(name))
  const one = exact.length === 1 ? exact[0] : found.length === 1 ? found[0] : undefined
  return one
    ? one.id
    : problem(
        found.length === 0 ? 'account.unit-unknown' : 'account.unit-many',
        { names: found.map(unit => unit.name).join('; ') },
        at,
      )
}

const FOUND_MAX = 5
