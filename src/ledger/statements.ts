import type { Balance } from './types.ts'

export type AccountLine = Pick<Balance, 'code' | 'name' | 'kind' | 'opening' | 'debit' | 'credit' | 'closing'>

/** Bảng cân đối phát sinh: each account over all funds. Debits equal credits, and both openings and closings sum to nought. */
export function trialBalance(balances: readonly Balance[]): { lines: AccountLine[]; debit: bigint; credit: bigint } {
  const lines = new Map<string, AccountLine>()
  for (const { code, name, kind, opening, debit, credit, closing } of balances) {
    const at = lines.get(code) ?? { code, name, kind, opening: 0n, debit: 0n, credit: 0n, closing: 0n }
    lines.set(code, {
      ...at,
      opening: at.opening + opening,
      debit: at.debit + debit,
      credit: at.credit + credit,
      closing: at.closing + closing,
    })
  }
  const sorted = [...lines.values()].sort((a, b) => a.code.localeCompare(b.code))
  const sum = (pick: (line: AccountLine) => bigint) => sorted.reduce((all, line) => all + pick(line), 0n)
  return { lines: sorted, debit: sum(line => line.debit), credit: sum(line => line.credit) }
}

export type FundLine = {
  readonly fund: Balance['fund']
  readonly code: string
  readonly name: string
  readonly opening: bigint
  readonly income: bigint
  readonly spent: bigint
  readonly closing: bigint
}

/** Thu – chi – tồn: of each fund what it held beyond its debts, what came in, what went out, what it holds. */
export function fundStatement(balances: readonly Balance[]): FundLine[] {
  const lines = new Map<string, FundLine>()
  for (const row of balances) {
    const at = lines.get(row.fund) ?? {
      fund: row.fund,
      code: row.fundCode,
      name: row.fundName,
      opening: 0n,
      income: 0n,
      spent: 0n,
      closing: 0n,
    }
    const held = row.kind === 'asset' || row.kind === 'liability'
    const spent = row.kind === 'expense'
    lines.set(row.fund, {
      ...at,
      opening: at.opening + (held ? row.opening : 0n),
      closing: at.closing + (held ? row.closing : 0n),
      income: at.income + (held || spent ? 0n : row.credit - row.debit),
      spent: at.spent + (spent ? row.debit - row.credit : 0n),
    })
  }
  return [...lines.values()]
}
