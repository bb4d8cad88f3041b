import { mustHold, useCase } from '../access/index.ts'
import { bankOfBin, type Mapping } from '../bank/index.ts'
import { no, problem, yes, type FundId, type MoneyAccountId, type UnitId } from '../kernel/index.ts'
import { openFundsOf } from '../ledger/index.ts'
import { STAGE_QUEUE } from './stage.ts'
import {
  bankAccounts,
  enqueue,
  insertChunk,
  insertStatement,
  keepMapping,
  mappingOf,
  openStatementOf,
} from './statement.sql.ts'
import type { StatementId } from './types.ts'

export type OpenImport = {
  readonly unit: UnitId
  /** The account, by id or by number; without it the one account whose fund it is. */
  readonly account?: MoneyAccountId | string
  /** A fund, by id or code; without it the account's own. */
  readonly fund?: FundId | string
  readonly bank?: string
  readonly mapping?: Mapping | null
  /** What the balance was before the first line, in whole đồng as decimal text. */
  readonly opening?: string
  /** The parts in their order; without bytes the caller stages them from its own disk. */
  readonly files: readonly { readonly name: string; readonly bytes?: Uint8Array }[]
}

const CHUNK = 1024 * 1024

/**
 * Begins an import: nothing is read yet. Refuses `statements.account-unknown` (the account is not ours, with how to add it),
 * `statements.currency`, `statements.fund-unknown`,
 * `statements.bank-differs`, `statements.no-mapping` and `statements.already-open`.
 */
export const openImport = useCase<OpenImport, { readonly id: StatementId; readonly no: number }>(
  'statements.open-import',
  ['accountant'],
  async (tx, by, input) => {
    const may = mustHold(by.actor, input.unit, 'accountant')
    if (!may.ok) return may
    if (input.files.length === 0) return no(problem('statements.no-file', {}, { field: 'file' }))
    const [accounts, funds] = [await bankAccounts(tx, input.unit), await openFundsOf(tx, input.unit)]
    const fund = funds.find(one => one.id === input.fund || one.code === input.fund)
    if (input.fund && !fund) return no(problem('statements.fund-unknown', { fund: input.fund }, { field: 'fund' }))
    const wanted = input.account?.replace(/[\s.]/g, '')
    const fitting = wanted
      ? accounts.filter(one => one.id === wanted || one.number === wanted)
      : accounts.filter(one => one.fund === fund?.id)
    const account = fitting[0]
    if (!account || fitting.length > 1)
      return no(
        problem(
          fitting.length > 1 || !wanted ? 'statements.which-account' : 'statements.account-unknown',
          { account: wanted ?? '—' },
          { field: 'account' },
        ),
      )
    if (account.currency !== 'VND')
      return no(
        problem('statements.currency', { account: account.number, currency: account.currency }, { field: 'account' }),
      )
    const goes = fund?.id ?? account.fund
    if (!goes) return no(problem('statements.fund-missing', { account: account.number }, { field: 'fund' }))
    const open = await openStatementOf(tx, account.id)
    if (open) return no(problem('statements.already-open', { account: account.number, id: open }))
    const opening =
      input.opening === undefined || input.opening === ''
        ? null
        : /^-?\d{1,18}$/.test(input.opening)
          ? BigInt(input.opening)
          : undefined
    if (opening === undefined) return no(problem('statements.not-an-amount', {}, { field: 'opening' }))
    const known = bankOfBin(account.bin)
    if (input.bank && input.bank !== 'other' && input.bank !== 'auto' && known !== input.bank)
      return no(problem('statements.bank-differs', { account: account.number }, { field: 'bank' }))
    // What a person said of this bank's files goes before what is known of them only when it is asked for.
    const mapped = input.bank === 'other' || (known === null && !input.bank)
    const mapping = input.mapping ?? (mapped ? await mappingOf(tx, account.unit, account.bin) : null)
    if (input.bank === 'other' && !mapping) return no(problem('statements.no-mapping', {}, { field: 'bank' }))
    if (input.mapping) await keepMapping(tx, by, account.unit, account.bin, input.mapping)
    const id = by.command as string as StatementId
    const number = await insertStatement(tx, by, {
      id,
      account,
      fund: goes,
      // A file that another bank made is refused as soon as its headings are read.
      bank: mapping ? 'auto' : (known ?? 'auto'),
      mapping,
      files: input.files.map(file => file.name),
      opening,
    })
    let stored = false
    for (const [at, { bytes }] of input.files.entries())
      for (let from = 0; bytes && from < bytes.length; from += CHUNK) {
        stored = true
        await insertChunk(tx, number, at + 1, from / CHUNK + 1, bytes.subarray(from, from + CHUNK))
      }
    if (stored) await enqueue(tx, STAGE_QUEUE)
    return yes({ id, no: number })
  },
)
