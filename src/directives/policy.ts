import { holds, mustHold, type Actor, type Role } from '../access/index.ts'
import { no, problem, yes, type PersonId, type Result, type UnitId } from '../kernel/index.ts'
import { INCOMING, OUTGOING, PART, TASK, type TaskMove } from './rules.ts'

/** Who may do what here. Acting is for the very unit at which one holds the role, never for those below it. */

export const REGISTERS: readonly Role[] = ['clerk']
export const DRAFTS: readonly Role[] = ['officer', 'clerk', 'leader']
/** Whoever works at a unit opens its letters; an inspector or administrator looking on does not open them for it. */
export const OPENS: readonly Role[] = ['clerk', 'leader', 'officer', 'reader']
/** Who answers for the sender: more time, a returned letter. */
export const ANSWERS: readonly Role[] = ['leader', 'officer', 'clerk']

export const mayRegister = (actor: Actor, unit: UnitId): Result<true> => mustHold(actor, unit, ...REGISTERS)
export const mayDraft = (actor: Actor, unit: UnitId): Result<true> => mustHold(actor, unit, ...DRAFTS)
export const mayMoveIncoming = (actor: Actor, unit: UnitId, step: keyof typeof INCOMING): Result<true> =>
  mustHold(actor, unit, ...INCOMING[step].by)
export const mayMoveOutgoing = (actor: Actor, unit: UnitId, step: keyof typeof OUTGOING): Result<true> =>
  mustHold(actor, unit, ...OUTGOING[step].by)
export const mayMoveTask = (actor: Actor, unit: UnitId, move: TaskMove): Result<true> =>
  mustHold(actor, unit, ...TASK[move].by)

/** A part is moved by the person to whom it was given, or by whoever works at the unit to which it was. */
export function mayMovePart(
  actor: Actor,
  to: { unit: UnitId | null; person: PersonId | null },
  move: keyof typeof PART,
): Result<true> {
  if (to.person !== null && actor.person === to.person) return yes(true)
  if (to.unit !== null) return mustHold(actor, to.unit, ...PART[move].by)
  return no(problem('directives.part-of-another'))
}

/** Another date is answered by whoever issued the letter or was named in it to follow it. */
export const mayAnswerDate = (actor: Actor, units: readonly UnitId[]): Result<true> =>
  units.some(unit => holds(actor, unit, ...ANSWERS))
    ? yes(true)
    : no(problem('access.forbidden', { roles: ANSWERS.join(',') }))
