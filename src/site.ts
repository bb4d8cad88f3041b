import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono, type Context } from 'hono'
import { clientFrom } from './access/index.ts'
import { createApi } from './doors/api/app.ts'
import { commands, reads } from './doors/api/doors.ts'
import { createApp } from './web/app.tsx'
import type { Deps } from './web/deps.ts'

/**
 * Pages and interface as one application, as main.ts serves it and the tests knock at it. `proxies` says how many
 * proxies of ours stand before it. Pages find the network address of who knocks as `c.get('client')`.
 */
export function buildSite(deps: Deps, { proxies = 0 }: { readonly proxies?: number } = {}): Hono {
  const site = new Hono()
  site.use(async (c, next) => {
    c.set(
      'client' as never,
      clientFrom({ socket: socketOf(c), forwarded: c.req.header('x-forwarded-for'), proxies }) as never,
    )
    await next()
  })
  const actorOf = (headers: Headers, at: ReturnType<Deps['clock']>) => deps.accounts.actorOf(headers, { at })
  site.route('/api/v1', createApi({ ...deps, actorOf }, commands, reads))
  site.route('/', createApp(deps))
  return site
}

/** Nobody's address when the application is called without a server, as some tests do. */
const socketOf = (c: Context): string | undefined => {
  const { incoming } = (c.env ?? {}) as { incoming?: unknown }
  return incoming ? getConnInfo(c).remote.address : undefined
}
