import type { Context, Hono } from 'hono'
import type { Actor, Role } from '../access/index.ts'
import type { Visit } from './visit.ts'

/** Who may knock: anyone, whoever is signed in, or whoever holds one of these roles somewhere. */
export type Permission = 'anyone' | 'signed-in' | readonly Role[]

export type Method = 'get' | 'post'
export type Handler = (visit: Visit) => Promise<Response> | Response
export type Route = {
  readonly method: Method
  readonly path: string
  readonly permission: Permission
  readonly handler: Handler
}

/** The routes of one room of pages; a route cannot be written down without its permission. */
export type Pages = readonly Route[]
export const get = (path: string, permission: Permission, handler: Handler): Route => ({
  method: 'get',
  path,
  permission,
  handler,
})
export const post = (path: string, permission: Permission, handler: Handler): Route => ({
  method: 'post',
  path,
  permission,
  handler,
})

export const mayEnter = (permission: Permission, actor: Actor | null): boolean =>
  permission === 'anyone' ||
  (actor !== null && (permission === 'signed-in' || actor.grants.some(grant => permission.includes(grant.role))))

/** Mounts the routes; `visitOf` makes what a handler gets, and `refuse` answers who may not enter. */
export function mount(
  app: Hono,
  routes: Pages,
  visitOf: (c: Context) => Promise<Visit>,
  refuse: (visit: Visit) => Response | Promise<Response>,
): void {
  for (const route of routes) {
    app[route.method](route.path, async c => {
      const visit = await visitOf(c)
      return mayEnter(route.permission, visit.actor) ? route.handler(visit) : refuse(visit)
    })
  }
}
