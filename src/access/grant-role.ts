import { no, problem, yes, type AccountId, type GrantId, type PlainDate, type UnitId } from '../kernel/index.ts'
import { administers, insertGrant, isAccountKnown } from './account.sql.ts'
import { useCase, type Role } from './types.ts'

export type GrantRole = {
  readonly id: GrantId
  readonly account: AccountId
  readonly role: Role
  readonly unit: UnitId
  readonly from: PlainDate
  readonly until: PlainDate | null
}

/** Gives a role at a unit from a day on. Nobody gives one to themselves: another administrator does. */
export const grantRole = useCase<GrantRole, { id: GrantId }>('access.grant-role', ['admin'], async (tx, by, input) => {
  if (input.account === by.actor.account) return no(problem('access.own-account'))
  if (input.until !== null && input.until <= input.from)
    return no(problem('access.grant-dates', undefined, { field: 'until' }))
  if (!(await administers(tx, input.unit))) return no(problem('access.not-administrator', undefined, { field: 'unit' }))
  if (!(await isAccountKnown(tx, input.account)))
    return no(problem('access.account-unknown', undefined, { field: 'account' }))
  const given = await insertGrant(tx, { ...input, by: by.actor.account, command: by.command })
  return given ? yes({ id: input.id }) : no(problem('access.grant-overlaps', undefined, { field: 'from' }))
})
