import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { actorByEmail, runCommand, type UseCase } from '../../src/access/index.ts'
import { openBooks, openFund, openMoneyAccount } from '../../src/ledger/index.ts'
import type { PlainDate } from '../../src/kernel/index.ts'
import { stageStatements } from '../../src/statements/index.ts'
import { aCommand, must } from '../testkit.ts'
import { atDesk, pagesOnly } from './browser.ts'

const shots = process.env['CHIDO_SHOTS']
const look = async (page: Page, name: string) => {
  if (!shots) return
  for (const width of [1280, 380]) {
    await page.setViewportSize({ width, height: 900 })
    await page.screenshot({ path: join(shots, `${name}-${width}.png`), fullPage: true })
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

const FILE = `PageId,Date,Time,DocumentNumber,ReferenceNumber,TransactionDetails,DebitAmount,CreditAmount,Balance,OffsetAccount
1,06/02/2023,,,1000001,NGUYEN VAN AN ung ho dong bao bao lu,,"500,000","1,500,000",
1,06/02/2023,,,1000002,Trần Thị Bích ủng hộ vùng lũ,,,"1,700,000",
1,07/02/2023,,,1000003,LE HOANG xin hoan tien chuyen nham,,"300,000","2,000,000",
`

test(
  'an accountant brings a statement in, repairs it, posts it, decides a line and finds a gift',
  { skip: pagesOnly },
  async t => {
    const desk = await atDesk(t)
    const at = desk.clock()
    const accountant = (await actorByEmail(desk.db, 'ketoan.hoi-ctd-tinh@chi-do.example', at.today))!
    const leader = (await actorByEmail(desk.db, 'lanhdao.hoi-ctd-tinh@chi-do.example', at.today))!
    const { unit } = accountant
    const run = async <I, O>(command: UseCase<I, O>, input: I) =>
      must(
        await runCommand(
          desk.db,
          at,
          command.roles.includes('accountant') ? accountant : leader,
          aCommand(),
          command,
          input,
        ),
      )
    await run(openBooks, { unit })
    const { fund } = await run(openFund, {
      unit,
      code: 'BAO23',
      name: 'Ủng hộ vùng lũ (thử)',
      basis: 'disaster-appeal',
      purpose: 'Giúp người dân vùng lũ',
      openedOn: '2023-01-01' as PlainDate,
      areas: [],
    } as never)
    await run(openMoneyAccount, {
      unit,
      kind: 'bank',
      bankBin: '970405',
      number: '1500201113838',
      holder: 'HOI CHU THAP DO',
      name: 'Agribank ủng hộ',
      fund,
      openedOn: '2023-01-01' as PlainDate,
    } as never)

    const page = await desk.as('ketoan.hoi-ctd-tinh')
    await page.goto('/money/statements')
    await look(page, 'statements')
    await page
      .getByLabel('Tệp sao kê')
      .setInputFiles({ name: 'so-phu.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) })
    await page.getByRole('button', { name: 'Đọc tệp' }).click()
    await page.getByText('Đang chờ đọc').waitFor()
    await stageStatements({ db: desk.db, clock: desk.clock })
    await page.reload()
    await page.getByText('1 dòng khiến ngày chưa khớp').first().waitFor()
    await look(page, 'faulty')
    await page.getByLabel('Lý do').fill('Theo số dư của ngân hàng')
    await page.getByRole('button', { name: 'Chấp nhận cách sửa' }).click()
    await page.getByRole('button', { name: 'Ghi sổ' }).click()
    await page.getByText('Đã ghi sổ').first().waitFor()
    await look(page, 'posted')
    await page.goto('/money/statements/review')
    await look(page, 'review')
    await page.getByRole('link', { name: 'LE HOANG' }).click()
    await look(page, 'line')
    await page.locator('select[name=use]').first().selectOption('gift')
    await page.locator('input[name=amount]').first().fill('300.000')
    await page.getByRole('button', { name: 'Ghi quyết định' }).click()
    await page.getByText('Không còn dòng nào cần xem').waitFor()
    await page.goto('/money/statements/search?words=tran+bic&amount=200000&day=')
    assert.equal(await page.getByRole('link', { name: 'Trần Thị Bích' }).count(), 1)
    await look(page, 'search')
  },
)
