import { no, problem, yes, type Problem } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { ENTERS } from './policy.ts'
import { groupKey, lockRoll } from './roll.sql.ts'
import { isCount, lineProblem, PEOPLE_MAX, repeatedRow } from './rules.ts'
import { setCaughtUp, touchSession } from './session.sql.ts'
import { stepSession } from './step-session.ts'
import type { AttendanceRow, Group, SessionAt } from './types.ts'

export type CatchUp = SessionAt & { readonly rows: readonly (Group & { readonly caughtUp: number })[] }

/** Fills in how many of those who were away have caught up since; groups that are not named stay as they are. */
export const catchUp = useCase<CatchUp, { readonly version: number }>(
  'dissemination.catch-up',
  ENTERS,
  async (tx, by, input) => {
    const step = await stepSession(tx, by, input)
    if (!step.ok) return step
    const roll = new Map((await lockRoll(tx, input)).map(line => [groupKey(line), line]))
    const was = new Map(step.value.rows.map(row => [groupKey(row), row]))
    const again = repeatedRow(input.rows)
    if (again) return no(problem('dissemination.group-twice', {}, { row: again, field: 'caughtUp' }))
    for (const [at, row] of input.rows.entries()) {
      const here = { row: at + 1, field: 'caughtUp' }
      const before = was.get(groupKey(row))
      if (!before) return no(problem('dissemination.not-in-session', {}, here))
      if (!isCount(row.caughtUp)) return no(problem('dissemination.not-a-count', { max: PEOPLE_MAX }, here))
      const wrong =
        lineProblem({ ...before, caughtUp: row.caughtUp }, at + 1) ??
        beyondRoll(before, row.caughtUp, roll.get(groupKey(row)), at + 1)
      if (wrong) return no(wrong)
    }
    await setCaughtUp(tx, input.session, input.rows)
    await touchSession(tx, by, input.session)
    return yes({ version: step.value.version + 1 })
  },
)

function beyondRoll(
  before: AttendanceRow,
  caughtUp: number,
  line: { readonly people: number; readonly reached: number } | undefined,
  row: number,
): Problem | null {
  const others = (line?.reached ?? 0) - before.present - before.caughtUp
  const reached = before.present + caughtUp
  return others + reached > (line?.people ?? 0)
    ? problem(
        'dissemination.more-reached-than-roll',
        { before: others, reached, people: line?.people ?? 0 },
        { row, field: 'caughtUp' },
      )
    : null
}
