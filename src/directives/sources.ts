import { problem, type Problem } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { clausesSeen } from './document.sql.ts'
import type { ClauseInput } from './types.ts'

/** A clause carries on only clauses of letters that the office holds: refuses `directives.no-such-source`. */
export async function sourcesProblem(tx: Tx, clauses: readonly ClauseInput[]): Promise<Problem | null> {
  const sources = clauses.flatMap(clause => clause.sources ?? [])
  if (sources.length === 0) return null
  const different = new Set(sources.map(source => `${source.document}/${source.ordinal}`)).size
  return (await clausesSeen(tx, sources)) === different
    ? null
    : problem('directives.no-such-source', {}, { field: 'clauses' })
}
