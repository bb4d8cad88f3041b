import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Actor, Moment, UseCase } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { CommandId, Problem, Result } from '../kernel/index.ts'
import type { T } from '../words/index.ts'
import type { Deps } from './deps.ts'
import type { FlashMessage } from './kit/index.ts'

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

export type PageOptions = {
  readonly status?: 200 | 400 | 401 | 403 | 404 | 409 | 422 | 413 | 500 | 503
  /** What stands against the form that was sent: they make the status, and go beside its fields. */
  readonly problems?: readonly Problem[]
  readonly wide?: boolean
  readonly flash?: FlashMessage
  /** Style sheets of `public/` that only this page needs. */
  readonly styles?: readonly string[]
  /** Files of `public/` that enhance the page; it works without them. */
  readonly scripts?: readonly string[]
  /** The page asks for itself again after so many seconds, while something is under way. */
  readonly again?: number
}

/** What a form sent: text by name, all values of a repeated name, and files. */
export class FormValues {
  readonly #body: FormData
  constructor(body: FormData) {
    this.#body = body
  }
  text(name: string): string {
    const value = this.#body.get(name)
    return typeof value === 'string' ? storable(value).trim() : ''
  }
  all(name: string): string[] {
    return this.#body
      .getAll(name)
      .filter(value => typeof value === 'string')
      .map(storable)
  }
  file(name: string): File | null {
    const value = this.#body.get(name)
    return value instanceof File && value.size > 0 ? value : null
  }
  files(name: string): File[] {
    return this.#body.getAll(name).filter(value => value instanceof File && value.size > 0) as File[]
  }
  has(name: string): boolean {
    return this.#body.has(name)
  }
  number(name: string): number {
    return Number(this.text(name))
  }
}

/** A zero byte is no letter of any text, and the database keeps none. */
const storable = (text: string): string => text.replaceAll('\0', '')
