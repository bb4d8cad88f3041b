import { holds, useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { no, problem, vnd, yes, type PlainDate, type Result, type UnitId } from '../kernel/index.ts'
import { DESIGNATES, SETS_LIMITS } from './policy.ts'
import {
  aboutChecker,
  checkerById,
  endCheckerOn,
  insertChecker,
  LEVELS,
  LIMIT_ROLES,
  setLimit,
  type Level,
  type LimitRole,
} from './settings.sql.ts'
import type { CheckerId } from './types.ts'

export type SetLimit = {
  readonly level: Level
  readonly role: LimitRole
  /** Whole đồng in digits; nothing is any amount, 0 is none. */
  readonly upTo: string
  readonly confirmed: boolean
}
/** Sets up to which amount a role approves at units of a level of the realm. */
export const setApprovalLimit = useCase<SetLimit, { readonly level: Level }>(
  'spending.set-limit',
  SETS_LIMITS,
  async (tx, by, { level, role, upTo, confirmed }) => {
    if (!LEVELS.includes(level) || !LIMIT_ROLES.includes(role))
      return no(problem('spending.limit', {}, { field: 'upTo' }))
    const amount = upTo.trim() === '' ? null : vnd(upTo)
    if (upTo.trim() !== '' && (amount === null || amount < 0n))
      return no(problem('spending.limit', {}, { field: 'upTo' }))
    await setLimit(tx, by, { level, role, upTo: amount, confirmed })
    return yes({ level })
  },
)

/** By who leads a superior of the unit; where there is no superior, by its administrator. */
const mayDesignate = (by: Acting, unit: UnitId, above: readonly UnitId[]): Result<true> => {
  const may =
    above.length > 0 ? above.some(superior => holds(by.actor, superior, 'leader')) : holds(by.actor, unit, 'admin')
  return may ? yes(true) : no(problem('spending.designate-forbidden'))
}

export type DesignateChecker = {
  readonly unit: UnitId
  readonly checker: UnitId
  readonly role: 'leader' | 'accountant'
  readonly from: PlainDate
}
/** Designates who checks what a unit spends, beside its own people: the Front of the commune, its accountant, the province. */
export const designateChecker = useCase<DesignateChecker, { readonly checker: CheckerId }>(
  'spending.designate-checker',
  DESIGNATES,
  async (tx: Tx, by, input) => {
    const about = await aboutChecker(tx, input.unit, input.checker, input.role, input.from)
    const may = mayDesignate(by, input.unit, about.above)
    if (!may.ok) return may
    if (!about.known || input.checker === input.unit) return no(problem('spending.no-unit', {}, { field: 'checker' }))
    if (!['leader', 'accountant'].includes(input.role)) return no(problem('spending.limit', {}, { field: 'role' }))
    if (about.there) return no(problem('spending.already-designated', {}, { field: 'checker' }))
    await insertChecker(tx, by, input)
    return yes({ checker: by.command as string as CheckerId })
  },
)

/** From this day on the designation holds no longer; what was approved under it stays. */
export const endChecker = useCase<
  { readonly checker: CheckerId; readonly day: PlainDate },
  { readonly checker: CheckerId }
>('spending.end-checker', DESIGNATES, async (tx, by, { checker, day }) => {
  const found = await checkerById(tx, checker)
  if (!found?.open) return no(problem('spending.no-such-checker'))
  const about = await aboutChecker(tx, found.unit, found.unit, 'leader', found.from)
  const may = mayDesignate(by, found.unit, about.above)
  if (!may.ok) return may
  await endCheckerOn(tx, by, checker, day)
  return yes({ checker })
})
