import { Hono, type Context } from 'hono'
import { createApi } from './doors/api/app.ts'
import { commands, reads } from './doors/api/doors.ts'
import { createApp } from './web/app.tsx'
import type { Deps } from './web/deps.ts'

/** Pages and interface as one application, as main.ts serves it and the tests knock at it. */
export function buildSite(deps: Deps): Hono {
  const site = new Hono()
  site.use(logRequests(deps))
  const actorOf = (token: string, at: ReturnType<Deps['clock']>) => deps.accounts.actorOf({ token }, { at })
  site.route('/api/v1', createApi({ ...deps, actorOf }, commands, reads))
  site.route('/', createApp(deps))
  return site
}

/** One line a request, with the route's pattern and never its values: no names, numbers or words of letters. */
const logRequests = (deps: Deps) => async (c: Context, next: () => Promise<void>) => {
  const started = performance.now()
  await next()
  deps.log.info(
    {
      method: c.req.method,
      route: c.req.routePath,
      status: c.res.status,
      ms: Math.round(performance.now() - started),
      account: c.get('account' as never),
    },
    'request',
  )
}
