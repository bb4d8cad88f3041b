import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { withMoney } from '../money.ts'
import { atDesk, pagesOnly, press } from './browser.ts'
import { overflow, violations } from './pages.ts'

const shots = process.env['CHIDO_SHOTS']
const ACCOUNTANT = 'ketoan.hoi-ctd-tinh'
const LEADER = 'lanhdao.hoi-ctd-tinh'

test(
  'the pages of money: axe finds nothing wrong, and nothing is wider than the screen',
  { skip: pagesOnly },
  async t => {
    const desk = await atDesk(t)
    const { fund, bank, cash } = await withMoney(desk)
    const accountant = await desk.as(ACCOUNTANT)
    await accountant.goto('/money/spending/new')
    await accountant.getByLabel('Số tiền').fill('60.000.000')
    await accountant.locator('[name=programme]').fill('Nước sạch')
    await accountant.locator('[name=reason]').fill('Mua 30 bồn nước cho các xã ven biển')
    await accountant.locator('[name=payeeName]').fill('Công ty Bồn Thử')
    await accountant.locator('[name=bankBin]').fill('970405')
    await accountant.locator('[name=number]').fill('0012345678901')
    await press(accountant, 'Lưu nháp')
    const voucher = new URL(accountant.url()).pathname
    const pages: readonly (readonly [string, string])[] = [
      ['/money/books', ACCOUNTANT],
      ['/money/books/by-hand', ACCOUNTANT],
      ['/money/books/balances', ACCOUNTANT],
      ['/money/books/months', ACCOUNTANT],
      [`/money/books/places/${bank}`, ACCOUNTANT],
      [`/money/books/places/${cash}`, ACCOUNTANT],
      [`/money/funds/${fund}`, ACCOUNTANT],
      ['/money/statements/mapping', ACCOUNTANT],
      ['/money/spending', ACCOUNTANT],
      [voucher, ACCOUNTANT],
      [`${voucher}/edit`, ACCOUNTANT],
      ['/money/spending/runs', ACCOUNTANT],
      ['/money/spending/allocations', ACCOUNTANT],
      ['/money/spending/settings', LEADER],
      ['/gifts', ACCOUNTANT],
      ['/gifts/in-kind', ACCOUNTANT],
      ['/gifts/pledges', ACCOUNTANT],
      ['/receipts', ACCOUNTANT],
    ]
    // The pages bring no script; axe itself needs one.
    const looking = await desk.page({ javaScriptEnabled: true })
    const open = async (who: string, path: string) => {
      await looking.context().clearCookies()
      await looking.context().addCookies(await (await desk.as(who)).context().cookies())
      await looking.goto(path)
      return looking
    }
    for (const [path, who] of pages)
      await t.test(`${path.replace(/[0-9a-f-]{36}/g, '…')} as ${who}`, async () => {
        const page = await open(who, path)
        assert.deepEqual(await violations(page), [])
        const current = page.locator('header [aria-current=page]')
        if (path.startsWith('/money')) assert.notEqual(await current.count(), 0, 'the navigation says where this is')
        for (const width of [1280, 375]) {
          await page.setViewportSize({ width, height: 900 })
          assert.equal(await overflow(page), 0, `nothing is wider than ${width}`)
          const name = path.replace(/[0-9a-f-]{36}/g, '').replace(/\W+/g, '-')
          if (shots) await page.screenshot({ path: join(shots, `money${name}-${width}.png`), fullPage: true })
        }
      })
  },
)
