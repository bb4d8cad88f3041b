import { problem, type Problem } from '../kernel/index.ts'
import type { T } from '../words/index.ts'

/** Why a file was refused, with the fault and what the balances imply of it in the reader's own words. */
export function faultIn(t: T, refused: Problem): Problem {
  if (refused.kind !== 'statements.fault') return refused
  const values = refused.values ?? {}
  const what = t(`bank.statement.fault.${values['fault']}`, values)
  const { field, implied } = values
  const imply = field
    ? ` ${t('statements.balances-imply', { field: t(`bank.statement.field.${field}`), amount: t.number(BigInt(implied ?? 0)) })}`
    : ''
  return problem('statements.fault', { ...values, what: what + imply })
}
