import type { Accounts, Moment } from '../access/index.ts'
import type { Database } from '../db/index.ts'
import type { PaperTools } from '../directives/index.ts'
import type { Log } from '../kernel/index.ts'
import type { Words } from '../words/index.ts'

/** What main.ts builds once and every page may use. The clock and the maker of ids are passed, never reached for. */
export type Deps = {
  readonly db: Database
  readonly words: Words
  readonly accounts: Accounts
  readonly world: () => World
  readonly clock: () => Moment
  readonly newId: () => string
  /** 32 random bytes for a new token. */
  readonly newSecret: () => Uint8Array
  readonly log: Log
  readonly publicFolder: string
  readonly version: string
  readonly publicUrl: string
  /** How many proxies of our own stand before the program. */
  readonly proxies: number
  /** What this installation can do with pictures of pages. */
  readonly paper: PaperTools
  /** The demonstration accounts, shown on the sign-in page of a demonstration world only. */
  readonly demonstration: readonly {
    readonly email: string
    readonly password: string
    readonly role: string
    readonly unit: string
  }[]
}

export type World = { readonly name: string; readonly demonstration: boolean } | null
