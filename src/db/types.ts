import type { Kysely, Transaction } from 'kysely'
import type { AccountId, CommandId, PlainDate, Realm, UnitId } from '../kernel/index.ts'
import type { DB } from './schema.gen.ts'

declare const opened: unique symbol
/**
 * An open transaction. The pool is not assignable to it, so a use case cannot run a query outside the one
 * transaction of its command (on one connection that would wait for itself for ever).
 */
export type Tx = Transaction<DB> & { readonly [opened]: true }

/** What policies and triggers of the database know about the running transaction. */
export type TxSettings = {
  readonly account: AccountId | null
  /** Units whose subtrees may be read; empty means no rows of any protected table. */
  readonly roots: readonly UnitId[]
  readonly realm: Realm
  readonly now: Date
  readonly asOf: PlainDate
  readonly command?: CommandId
}

export type Database = {
  readonly kind: 'pglite' | 'postgres'
  /** For the accounts library at the door and for jobs; never inside a transaction. */
  readonly pool: Kysely<DB>
  /** One transaction under the application's role, read only. */
  read<T>(settings: TxSettings, work: (tx: Tx) => Promise<T>): Promise<T>
  /** One transaction under the application's role; `work` rolls back by throwing. */
  write<T>(settings: TxSettings, work: (tx: Tx) => Promise<T>): Promise<T>
  /** One transaction under the owner's role: migrations, seeds, jobs, checks. Sees every row. */
  own<T>(settings: Pick<TxSettings, 'now' | 'asOf' | 'command'>, work: (tx: Tx) => Promise<T>): Promise<T>
  /** The whole embedded database as a file; null on PostgreSQL, which has its own tools. */
  dump(): Promise<Blob | null>
  /** How many statements this process sent so far, begin and commit included. */
  statements(): number
  close(): Promise<void>
}
