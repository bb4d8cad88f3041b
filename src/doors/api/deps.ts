import type { Actor, Moment } from '../../access/index.ts'
import type { Database } from '../../db/index.ts'
import type { Log } from '../../kernel/index.ts'
import type { Words } from '../../words/index.ts'

/** What main.ts passes to the interface. */
export type ApiDeps = {
  readonly db: Database
  readonly words: Words
  readonly clock: () => Moment
  readonly log: Log
  readonly version: string
  readonly publicUrl: string
  /** Whose token this is; null when nobody’s. A browser’s cookie is never asked for: another site could send it along. */
  readonly actorOf: (token: string, at: Moment) => Promise<Actor | null>
}
