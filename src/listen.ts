import { serve, type ServerType } from '@hono/node-server'
import type { Hono } from 'hono'
import { no, problem, yes, type Result } from './kernel/index.ts'

export type Listening = { readonly url: string; stop(): Promise<void> }

/** Listens, or refuses with `cli.port-in-use` and leaves nothing open. Port 0 takes a free one. */
export function listen(app: Hono, at: { readonly host: string; readonly port: number }): Promise<Result<Listening>> {
  return new Promise((resolve, reject) => {
    const server: ServerType = serve({ fetch: app.fetch, hostname: at.host, port: at.port }, info => {
      resolve(
        yes({ url: `http://${at.host === '0.0.0.0' ? '127.0.0.1' : at.host}:${info.port}`, stop: () => stop(server) }),
      )
    })
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES')
        resolve(no(problem('cli.port-in-use', { port: String(at.port) })))
      else reject(error)
    })
  })
}

/** Answers what is being asked, takes nothing new, and does not wait for idle connections. */
const stop = (server: ServerType): Promise<void> =>
  new Promise(resolve => {
    server.close(() => resolve())
    if ('closeIdleConnections' in server) server.closeIdleConnections()
  })
