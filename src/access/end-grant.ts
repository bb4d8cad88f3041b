import { no, problem, yes, type GrantId, type PlainDate } from '../kernel/index.ts'
import { administers, endGrantOn, grantOf } from './account.sql.ts'
import { useCase } from './types.ts'

/** Ends a grant: `on` is the first day on which it no longer holds, today to end it at once. */
export const endGrant = useCase<{ readonly grant: GrantId; readonly on: PlainDate }, { grant: GrantId }>(
  'access.end-grant',
  ['admin'],
  async (tx, by, { grant, on }) => {
    const found = await grantOf(tx, grant)
    if (!found) return no(problem('access.grant-unknown'))
    if (found.account === by.actor.account) return no(problem('access.own-account'))
    if (!(await administers(tx, found.unit))) return no(problem('access.not-administrator'))
    // What somebody did under a grant in the past was done with right: history is not rewritten.
    if (on < by.today) return no(problem('access.grant-end-past', undefined, { field: 'on' }))
    if (found.withdrawn || (found.until !== null && found.until < on))
      return no(problem('access.grant-ended', undefined, { field: 'on' }))
    await endGrantOn(tx, grant, on)
    return yes({ grant })
  },
)
