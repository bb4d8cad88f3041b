import { no, problem, yes } from '../kernel/index.ts'
import { ROLES, scopeOf, useCase } from '../access/index.ts'
import { markAsRead } from './notice.sql.ts'

/** A unit's notice is read once somebody there has read it; who and when is kept. */
export const markRead = useCase<{ readonly ids: readonly string[] | 'all' }, { read: number }>(
  'notices.mark-read',
  ROLES,
  async (tx, by, { ids }) => {
    const read = await markAsRead(tx, by, scopeOf(by.actor, by.today), ids)
    // All of none is done; but what was named and is not there is somebody else's, or was read meanwhile.
    return read === 0 && ids !== 'all' && ids.length > 0 ? no(problem('notices.not-found')) : yes({ read })
  },
)
