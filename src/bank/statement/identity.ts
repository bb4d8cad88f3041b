import { hash } from 'node:crypto'
import type { StatementLine } from './types.ts'

/** Between two fields; no field holds it, because control signs become spaces when a line is read. */
const UNIT = '\u001f'

/**
 * All that a line says of itself, in one form. Its page, row and balance are left out: the same transfer stands on another
 * page, and beside a balance or not, in a file of another length.
 */
export const canonical = (line: Named): string =>
  `${line.date}${UNIT}${line.time ?? ''}${UNIT}${line.debit ?? ''}${UNIT}${line.credit ?? ''}${UNIT}${line.doc}${UNIT}${line.reference}${UNIT}${line.counterparty}${UNIT}${line.memo}`

type Named = Pick<StatementLine, 'date' | 'time' | 'debit' | 'credit' | 'doc' | 'reference' | 'counterparty' | 'memo'>

/** Which line it is, in whatever file it comes: the account, all its fields, and which of its equals on that day. */
export const lineIdentity = (account: string, line: StatementLine): Uint8Array =>
  hash('sha256', `${account}${UNIT}${canonical(line)}${UNIT}${line.occurrence}`, 'buffer')
