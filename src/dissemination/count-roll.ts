import { no, problem, yes, type Problem, type UnitId } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { mustHoldLetter } from '../directives/index.ts'
import { branchesOf } from '../org/index.ts'
import { ENTERS, mayEnterStudy } from './policy.ts'
import {
  changeRoll,
  groupKey,
  insertRoll,
  keepersOf,
  lockRoll,
  rollVersion,
  tellRollChanges,
  type RollLine,
} from './roll.sql.ts'
import { audiencesWithin, isCount, PEOPLE_MAX, repeatedRow } from './rules.ts'
import type { RollRow, StudyAt } from './types.ts'

export type CountRoll = StudyAt & {
  /** The version of the roll that the person saw; 0 when nothing was counted. */
  readonly version: number
  /** Groups that are not named stay as they are. */
  readonly rows: readonly RollRow[]
  /** Why the roll is changed after the first session. */
  readonly why?: string
}

/**
 * Counts the roll: how many people each branch has of each audience. From the first session on it is frozen, and a change
 * needs a reason and stands openly beside the number before. Refuses a branch that is not the unit's own, an audience
 * beyond the letter's limit of circulation, and fewer people than are reached already.
 */
export const countRoll = useCase<CountRoll, { readonly version: number; readonly people: number }>(
  'dissemination.count-roll',
  ENTERS,
  async (tx, by, input) => {
    const may = mayEnterStudy(by.actor, input.unit)
    if (!may.ok) return may
    const letter = await mustHoldLetter(tx, input.document, input.unit)
    if (!letter.ok) return letter
    const own = new Set((await branchesOf(tx, input.unit, by.today)).map(branch => branch.id))
    const was = await lockRoll(tx, input)
    if (rollVersion(was) !== input.version) return no(problem('dissemination.roll-changed-meanwhile'))
    const wrong = rowsProblem(input.rows, own, letter.value.floors, was)
    if (wrong) return no(wrong)
    const known = new Map(was.map(line => [groupKey(line), line]))
    const added = input.rows.filter(row => !known.has(groupKey(row)))
    const changed = input.rows.filter(row => (known.get(groupKey(row))?.people ?? row.people) !== row.people)
    const keepers = await keepersOf(
      tx,
      input,
      added.map(row => row.branch),
    )
    const kept = input.rows.findIndex(row => keepers.has(row.branch))
    if (kept >= 0) {
      const values = { unit: keepers.get(input.rows[kept]!.branch)! }
      return no(problem('dissemination.counted-by-another', values, { row: kept + 1, field: 'people' }))
    }
    const frozen = was.some(line => line.frozen)
    const why = input.why?.trim() ?? ''
    if (frozen && added.length + changed.length > 0 && why === '')
      return no(problem('dissemination.roll-frozen', {}, { field: 'why' }))
    if (added.length > 0) await insertRoll(tx, by, input, added, frozen)
    if (frozen && added.length + changed.length > 0) {
      const changes = [...added, ...changed].map(row => ({ ...row, before: known.get(groupKey(row))?.people ?? null }))
      await tellRollChanges(tx, by, input, changes, why)
    }
    if (changed.length > 0) await changeRoll(tx, by, input, changed)
    const now = new Map([...known.values(), ...input.rows].map(row => [groupKey(row), row.people]))
    return yes({
      version: input.version + added.length + changed.length,
      people: [...now.values()].reduce((sum, people) => sum + people, 0),
    })
  },
)

function rowsProblem(
  rows: readonly RollRow[],
  own: ReadonlySet<UnitId>,
  floors: readonly string[],
  was: readonly RollLine[],
): Problem | null {
  if (rows.length === 0) return problem('dissemination.roll-empty', {}, { field: 'people' })
  const allowed = audiencesWithin(floors)
  const reached = new Map(was.map(line => [groupKey(line), line.reached]))
  for (const [at, row] of rows.entries()) {
    const here = { row: at + 1, field: 'people' }
    if (!own.has(row.branch)) return problem('dissemination.branch-of-another', {}, here)
    if (!allowed.includes(row.audience)) return problem('dissemination.beyond-circulation', {}, here)
    if (!isCount(row.people)) return problem('dissemination.not-a-count', { max: PEOPLE_MAX }, here)
    const there = reached.get(groupKey(row)) ?? 0
    if (row.people < there) return problem('dissemination.roll-below-reached', { reached: there }, here)
  }
  const again = repeatedRow(rows)
  return again ? problem('dissemination.group-twice', {}, { row: again, field: 'people' }) : null
}
