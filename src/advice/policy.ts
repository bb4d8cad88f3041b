import { holds, mustHold, type Actor } from '../access/index.ts'
import { no, problem, yes, type Result, type UnitId } from '../kernel/index.ts'
import { ADVICE, OPINION, type AdviceMove, type Step } from './rules.ts'

/** Who may do what here: by side, at the very unit. Those below or above a unit look on and do not act for it. */

export const mayWrite = (actor: Actor, unit: UnitId): Result<true> => mustHold(actor, unit, ...ADVICE.edit.by)

/** Answers for which unit the actor acts, or refuses. */
export function mayMove(
  actor: Actor,
  of: { readonly unit: UnitId; readonly superior: UnitId },
  move: AdviceMove,
): Result<UnitId> {
  const step: Step = ADVICE[move]
  const sides = step.side === 'proposer' ? [of.unit] : step.side === 'superior' ? [of.superior] : [of.unit, of.superior]
  const side = sides.find(unit => holds(actor, unit, ...step.by))
  return side ? yes(side) : no(problem('access.forbidden', { roles: step.by.join(',') }))
}

export const mayGiveOpinion = (actor: Actor, unit: UnitId): Result<true> => mustHold(actor, unit, ...OPINION.by)
