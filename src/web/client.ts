import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { clientFrom } from '../access/index.ts'

/** The network address that knocks, for counting wrong passwords; none where there is no socket (a test without one). */
export function clientOf(c: Context, proxies: number): string | undefined {
  const incoming = (c.env as { incoming?: unknown } | undefined)?.incoming
  const socket = incoming ? getConnInfo(c).remote.address : undefined
  return clientFrom({ socket, forwarded: c.req.header('x-forwarded-for'), proxies })
}
