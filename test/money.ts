import { actorByEmail, runCommand, type UseCase } from '../src/access/index.ts'
import type { CommandId, FundId, MoneyAccountId, PlainDate } from '../src/kernel/index.ts'
import { enterByHand, openBooks, openFund, openMoneyAccount } from '../src/ledger/index.ts'
import type { TestApp } from './app.ts'
import { aCommand, must } from './testkit.ts'

/** Open books with money at the bank and in the box, so that there is something to spend. */
export async function withMoney(app: TestApp): Promise<{ fund: string; bank: string; cash: string }> {
  const at = app.clock()
  const by = (await actorByEmail(app.db, 'ketoan.hoi-ctd-tinh@chi-do.example', at.today))!
  const run = async <I, O>(command: UseCase<I, O>, input: I, id: string = aCommand()) =>
    must(await runCommand(app.db, at, by, id as CommandId, command, input))
  const day = '2023-02-01' as PlainDate
  const [fund, bank, cash] = [aCommand() as string, aCommand() as string, aCommand() as string]
  const { unit } = by
  await run(openBooks, { unit })
  const about = { name: 'Ủng hộ vùng hạn mặn', purpose: 'Nước sạch', basis: 'red-cross' }
  await run(openFund, { unit, code: 'HAN-MAN', ...about, openedOn: day }, fund)
  const place = { unit, holder: 'HOI CHU THAP DO THU', openedOn: day, fund: fund as FundId }
  const vcb = { ...place, kind: 'bank', bankBin: '970436', number: '0012345678', name: 'Vietcombank' } as const
  await run(openMoneyAccount, vcb, bank)
  await run(openMoneyAccount, { ...place, kind: 'cash', name: 'Quỹ tiền mặt' }, cash)
  const row = { fund: fund as FundId, debit: '', credit: '', place: null }
  const rows = [
    { ...row, code: '112', debit: '300000000', place: bank as MoneyAccountId },
    { ...row, code: '111', debit: '5000000', place: cash as MoneyAccountId },
    { ...row, code: '5111', credit: '305000000' },
  ]
  await run(enterByHand, { unit, day, text: 'Số dư đầu kỳ', rows })
  return { fund, bank, cash }
}
