import type { Hono } from 'hono'
import { answers } from '../db/index.ts'
import type { Deps } from './deps.ts'

/** `/healthz`: the process answers. `/readyz`: its database answers too; says which world is there. */
export function healthRoutes(app: Hono, deps: Deps): void {
  app.get('/healthz', c => c.json({ ok: true, version: deps.version }))
  app.get('/readyz', async c => {
    const ok = await answers(deps.db)
    return c.json({ ok, database: deps.db.kind, world: deps.world()?.name ?? null }, ok ? 200 : 503)
  })
}
