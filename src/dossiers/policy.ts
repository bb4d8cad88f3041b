import { mustHold, type Actor, type Role } from '../access/index.ts'
import { no, problem, type AccountId, type Result, type UnitId } from '../kernel/index.ts'
import { DOSSIER, HANDOVER, type DossierMove, type HandoverMove, type Step } from './rules.ts'
import type { HandoverState } from './types.ts'

/** Who may do what here. Acting is for the very unit at which one holds the role, never for those below it. */

/** Who keeps the unit's list of files. */
export const LISTS: readonly Role[] = ['clerk', 'leader']
export const OPENS: readonly Role[] = ['officer', 'clerk', 'leader']
/** Who opens a hand-over between two others, or one's own. */
export const HANDS_OVER: readonly Role[] = ['leader', 'admin']

export const mayKeepList = (actor: Actor, unit: UnitId): Result<true> => mustHold(actor, unit, ...LISTS)
export const mayOpen = (actor: Actor, unit: UnitId): Result<true> => mustHold(actor, unit, ...OPENS)
export const mayMoveDossier = (actor: Actor, unit: UnitId, move: DossierMove): Result<true> =>
  mustHold(actor, unit, ...DOSSIER[move].by)

/** Whose signature a step is, beside the role that it needs at the unit. */
export function mayMoveHandover(
  actor: Actor,
  of: { readonly unit: UnitId; readonly giver: AccountId; readonly receiver: AccountId },
  move: HandoverMove,
): Result<true> {
  const may = mustHold(actor, of.unit, ...HANDOVER[move].by)
  if (!may.ok) return may
  const { needs = [] }: Step<HandoverState, string> = HANDOVER[move]
  if (needs.includes('giver') && actor.account !== of.giver) return no(problem('dossiers.giver-signs'))
  if (needs.includes('receiver') && actor.account !== of.receiver) return no(problem('dossiers.receiver-signs'))
  if (needs.includes('neither') && [of.giver, of.receiver].includes(actor.account))
    return no(problem('dossiers.neither-confirms'))
  return may
}
