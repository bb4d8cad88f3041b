import {
  no,
  problem,
  vnd,
  yes,
  type FundId,
  type MoneyAccountId,
  type PlainDate,
  type UnitId,
} from '../kernel/index.ts'
import { mustHold, useCase } from '../access/index.ts'
import {
  basisIsThere,
  chartOf,
  copyChart,
  endFund,
  fundCodeTaken,
  fundWithBasis,
  hasBooks,
  insertCampaign,
  insertFund,
  insertMoneyAccount,
  leftIn,
  writeAccount,
} from './books.sql.ts'
import { KEEPS_BOOKS, OPENS_BOOKS } from './policy.ts'
import { campaignProblem } from './rules.ts'
import { ACCOUNT_KINDS, type AccountKind, type CampaignInput, type FundInput, type MoneyAccountInput } from './types.ts'

/** Opens the books of a unit with a chart of accounts. Refuses `ledger.has-books` and `ledger.no-chart`. */
export const openBooks = useCase<{ unit: UnitId; chart?: string }, { accounts: number }>(
  'ledger.open-books',
  OPENS_BOOKS,
  async (tx, by, { unit, chart = 'default' }) => {
    const may = mustHold(by.actor, unit, ...OPENS_BOOKS)
    if (!may.ok) return may
    if (await hasBooks(tx, unit)) return no(problem('ledger.has-books'))
    const accounts = await copyChart(tx, unit, chart)
    return accounts > 0 ? yes({ accounts }) : no(problem('ledger.no-chart', { chart }, { field: 'chart' }))
  },
)

/** Adds an account to the chart, or names it anew; what an account is never changes. */
export const nameAccount = useCase<{ unit: UnitId; code: string; name: string; kind: AccountKind }, { code: string }>(
  'ledger.name-account',
  KEEPS_BOOKS,
  async (tx, by, { unit, code, name, kind }) => {
    const may = mustHold(by.actor, unit, ...KEEPS_BOOKS)
    if (!may.ok) return may
    if (!/^\d{3,8}$/.test(code)) return no(problem('ledger.account-code', {}, { field: 'code' }))
    if (name.trim() === '') return no(problem('ledger.missing', {}, { field: 'name' }))
    if (!ACCOUNT_KINDS.includes(kind)) return no(problem('ledger.account-kind', {}, { field: 'kind' }))
    const before = (await chartOf(tx, unit)).find(account => account.code === code)
    if (before && before.kind !== kind) return no(problem('ledger.account-kind', {}, { field: 'kind' }))
    await writeAccount(tx, unit, { code, name: name.trim(), kind })
    return yes({ code })
  },
)

/** Opens a fund: money kept apart because of what it was given for. Its id is the command's. */
export const openFund = useCase<FundInput, { fund: FundId }>('ledger.open-fund', OPENS_BOOKS, async (tx, by, input) => {
  const may = mustHold(by.actor, input.unit, ...OPENS_BOOKS)
  if (!may.ok) return may
  if (!(await hasBooks(tx, input.unit))) return no(problem('ledger.no-books'))
  if (!/^[A-Z][A-Z0-9-]{1,11}$/.test(input.code)) return no(problem('ledger.fund-code', {}, { field: 'code' }))
  const [name, purpose] = [input.name.trim(), input.purpose.trim()]
  if (name === '' || name.length > 200) return no(problem('ledger.missing', {}, { field: 'name' }))
  if (purpose === '') return no(problem('ledger.missing', {}, { field: 'purpose' }))
  if (!(await basisIsThere(tx, input.basis))) return no(problem('ledger.no-basis', {}, { field: 'basis' }))
  if (await fundCodeTaken(tx, input.unit, input.code))
    return no(problem('ledger.code-taken', { code: input.code }, { field: 'code' }))
  const fund = by.command as string as FundId
  await insertFund(tx, by, fund, { ...input, name, purpose })
  return yes({ fund })
})

/** Lets a fund call for gifts between two days. Longer than its legal basis allows only with the reason. */
export const openCampaign = useCase<CampaignInput, { fund: FundId }>(
  'ledger.open-campaign',
  OPENS_BOOKS,
  async (tx, by, input) => {
    const fund = await fundWithBasis(tx, input.fund)
    if (!fund || fund.closed || fund.campaign) return no(problem('ledger.no-fund', {}, { field: 'fund' }))
    const may = mustHold(by.actor, fund.unit, ...OPENS_BOOKS)
    if (!may.ok) return may
    if (input.goal !== undefined && !((vnd(input.goal) ?? 0n) > 0n))
      return no(problem('ledger.amount', {}, { field: 'goal' }))
    const wrong = campaignProblem(input, fund)
    if (wrong) return no(wrong)
    await insertCampaign(tx, by, input)
    return yes({ fund: input.fund })
  },
)

/** Names an account at a bank or a cash box. The same account of the same bank is kept once (`ledger.account-taken`). */
export const openMoneyAccount = useCase<MoneyAccountInput, { account: MoneyAccountId }>(
  'ledger.open-money-account',
  OPENS_BOOKS,
  async (tx, by, input) => {
    const may = mustHold(by.actor, input.unit, ...OPENS_BOOKS)
    if (!may.ok) return may
    for (const field of ['holder', 'name'] as const)
      if (input[field].trim() === '') return no(problem('ledger.missing', {}, { field }))
    const bank = input.kind === 'bank'
    if (bank && !/^\d{6}$/.test(input.bankBin ?? '')) return no(problem('ledger.bank', {}, { field: 'bankBin' }))
    if (bank && !/^[0-9A-Z]{4,24}$/.test(input.number ?? ''))
      return no(problem('ledger.number', {}, { field: 'number' }))
    if (input.fund && (await fundWithBasis(tx, input.fund))?.unit !== input.unit)
      return no(problem('ledger.no-fund', {}, { field: 'fund' }))
    const { bankBin: _bin, number: _number, ...rest } = input
    const written = { ...(bank ? input : rest), holder: input.holder.trim(), name: input.name.trim() }
    const account = by.command as string as MoneyAccountId
    return (await insertMoneyAccount(tx, by, account, written))
      ? yes({ account })
      : no(problem('ledger.account-taken', {}, { field: 'number' }))
  },
)

/** Closes a fund, at zero only: what is left is first moved to another fund by an entry (`ledger.fund-not-empty`). */
export const closeFund = useCase<{ fund: FundId; version: number; day: PlainDate }, { fund: FundId }>(
  'ledger.close-fund',
  OPENS_BOOKS,
  async (tx, by, { fund: id, version, day }) => {
    const fund = await fundWithBasis(tx, id)
    if (!fund || fund.closed) return no(problem('ledger.no-fund', {}, { field: 'fund' }))
    const may = mustHold(by.actor, fund.unit, ...OPENS_BOOKS)
    if (!may.ok) return may
    if (fund.version !== version) return no(problem('ledger.changed-meanwhile'))
    const [left] = await leftIn(tx, id)
    if (left) return no(problem('ledger.fund-not-empty', { code: left.code, amount: left.left }))
    await endFund(tx, by, id, day)
    return yes({ fund: id })
  },
)
