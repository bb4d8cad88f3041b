import { Hono } from 'hono'
import { createApi } from './doors/api/app.ts'
import { commands, reads } from './doors/api/doors.ts'
import { createApp } from './web/app.tsx'
import type { Deps } from './web/deps.ts'

/** Pages and interface as one application, as main.ts serves it and the tests knock at it. */
export function buildSite(deps: Deps): Hono {
  const site = new Hono()
  const actorOf = (headers: Headers, at: ReturnType<Deps['clock']>) => deps.accounts.actorOf(headers, { at })
  site.route('/api/v1', createApi({ ...deps, actorOf }, commands, reads))
  site.route('/', createApp(deps))
  return site
}
