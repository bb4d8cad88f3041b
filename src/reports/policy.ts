import { mustHold, type Actor, type Role } from '../access/index.ts'
import { no, problem, type Result, type UnitId } from '../kernel/index.ts'
import { REPORT, type ReportMove, type ReportStep } from './rules.ts'

/** Who may do what with a report. Acting is for the very unit, never for those below it. */

export const WRITES: readonly Role[] = ['officer', 'leader']
/** Which periods a letter asks for, and the office's cut-off days, are its leader's to set. */
export const SETS: readonly Role[] = ['leader']

export const mayWriteReports = (actor: Actor, unit: UnitId): Result<true> => mustHold(actor, unit, ...WRITES)
export const maySetDuty = (actor: Actor, unit: UnitId): Result<true> => mustHold(actor, unit, ...SETS)

/** The unit that reports writes and submits; the body to which the report goes returns and accepts. */
export function mayMoveReport(
  actor: Actor,
  report: { readonly unit: UnitId; readonly to: UnitId | null },
  move: ReportMove,
): Result<true> {
  const step: ReportStep = REPORT[move]
  const at = step.at === 'own' ? report.unit : report.to
  return at === null ? no(problem('access.forbidden', { roles: step.by.join(',') })) : mustHold(actor, at, ...step.by)
}
