import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Child } from 'hono/jsx'
import { readAs, runCommand, type Actor, type Moment, type UseCase } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { idFrom, no, problem, type CommandId, type Problem, type Result } from '../kernel/index.ts'
import type { T } from '../words/index.ts'
import type { Deps } from './deps.ts'
import { Page, type FlashMessage } from './kit/index.ts'
import { navigation } from './navigation.ts'
import { Refused } from './refused.tsx'

/** One request as a handler sees it: who asks, in which language, at what moment, and how to answer. */
export type Visit = {
  readonly c: Context
  readonly deps: Deps
  readonly t: T
  readonly at: Moment
  readonly actor: Actor | null
  /** A fresh command id, to be carried by a form so that sending it twice acts once. */
  newCommand(): CommandId
  /** One read-only transaction in the actor's scope. */
  read<R>(work: (tx: Tx) => Promise<R>): Promise<R>
  /** Does the command whose id the form carries. */
  run<I, O>(command: UseCase<I, O>, input: I, form: FormValues): Promise<Result<O>>
  /** The form that was sent, read once. */
  form(): Promise<FormValues>
  page(title: string, body: Child, options?: PageOptions): Promise<Response>
  /** After a change: the browser goes to `path` and is told there what happened. */
  done(path: string, messageKey: string): Response
  /** The signed-in actor; handlers behind a permission other than 'anyone' have one. */
  signedIn(): Actor
}

export type PageOptions = { readonly status?: 200 | 400 | 401 | 403 | 404 | 409 | 422 | 413 | 500; readonly wide?: boolean; readonly flash?: FlashMessage }

/** What a form sent: text by name, all values of a repeated name, and files. */
export class FormValues {
  readonly #body: FormData
  constructor(body: FormData) {
    this.#body = body
  }
  text(name: string): string {
    const value = this.#body.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  all(name: string): string[] {
    return this.#body.getAll(name).filter(value => typeof value === 'string')
  }
  file(name: string): File | null {
    const value = this.#body.get(name)
    return value instanceof File && value.size > 0 ? value : null
  }
  has(name: string): boolean {
    return this.#body.has(name)
  }
  number(name: string): number {
    return Number(this.text(name))
  }
}

const FLASH_KEY = /^[a-z]+(\.[a-z0-9-]+)+$/

export function makeVisit(c: Context, deps: Deps, t: T, at: Moment, actor: Actor | null): Visit {
  let form: Promise<FormValues> | undefined
  const visit: Visit = {
    c,
    deps,
    t,
    at,
    actor,
    newCommand: () => deps.newId() as CommandId,
    read: work => readAs(deps.db, at, visit.signedIn(), work),
    run: async (command, input, sent) => {
      const id = idFrom<CommandId>(sent.text('command'))
      return id ? runCommand(deps.db, at, visit.signedIn(), id, command, input) : no(problem('access.command-id'))
    },
    form: () => (form ??= c.req.formData().then(body => new FormValues(body), () => Promise.reject(new HTTPException(400)))),
    page: async (title, body, options = {}) => {
      const key = c.req.query('done')
      const flash = options.flash ?? (key && FLASH_KEY.test(key) && t.has(key) ? { tone: 'good' as const, text: t(key) } : null)
      const shell = (
        <Page {...navigation(visit)} title={title} flash={flash} wide={options.wide ?? false}>
          {body}
        </Page>
      )
      return c.html(shell, options.status ?? 200)
    },
    done: (path, messageKey) => c.redirect(`${path}${path.includes('?') ? '&' : '?'}done=${messageKey}`, 303),
    signedIn: () => {
      if (!actor) throw new Error('this handler needs an actor; its route must not be open to anyone')
      return actor
    },
  }
  return visit
}

/** The page for an address that names nothing in the actor's scope: whether it exists elsewhere is not told. */
export const notFound = (visit: Visit): Promise<Response> =>
  visit.page(visit.t('web.not-found'), <Refused t={visit.t} title={visit.t('web.not-found')} text={visit.t('web.not-found-text')} />, { status: 404 })

/** What a refusal is as an HTTP answer: forbidden, gone by, or something to put right in the form. */
export const statusOf = (refused: Problem): 403 | 404 | 409 | 413 | 422 =>
  refused.kind.endsWith('forbidden') ? 403
  : refused.kind.endsWith('not-found') ? 404
  : refused.kind.endsWith('too-large') ? 413
  : /already|meanwhile|reused|near-match/.test(refused.kind) ? 409
  : 422
