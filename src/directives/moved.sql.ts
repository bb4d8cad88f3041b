import { sql } from 'kysely'
import { no, problem, type AccountId, type No } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'

export type Stamp = {
  readonly version: number
  readonly state: string
  readonly changed_by: AccountId | null
  readonly changed_at: Date | null
}

/**
 * Refuses a step on a row that somebody moved since the page was shown: `directives.moved-meanwhile` with who, when
 * (an instant, ISO) and the state it is in now. Answers null when the version is the one seen.
 */
export async function movedMeanwhile(tx: Tx, row: Stamp, seen: number): Promise<No | null> {
  if (row.version === seen) return null
  const { rows } = await sql<{ name: string | null }>`select actor_name(${row.changed_by}) as name`.execute(tx)
  const when = row.changed_at ?? new Date(0)
  // The clock in Viet Nam, because the sentence is read there and the row may have been moved a minute ago.
  const local = new Date(when.getTime() + 7 * 3_600_000).toISOString()
  return no(
    problem('directives.moved-meanwhile', {
      who: rows[0]?.name ?? '–',
      at: `${local.slice(11, 16)} ${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)}`,
      state: row.state,
    }),
  )
}

/** The step does not start from this state: says in which state the row is. */
export const wrongState = (state: string): No => no(problem('directives.wrong-state', { state }))
export const noSuchLetter = (): No => no(problem('directives.no-such-letter'))
