import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { test } from 'node:test'
import type { AxeResults } from 'axe-core'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { longLetter } from '../long-letter.ts'
import { readIn, sampleFile, visitors } from '../play.ts'
import { atDesk, pagesOnly, press, shows, type Desk } from './browser.ts'
import { overflow } from './pages.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shots = process.env['CHIDO_SHOTS']

type AtDesk = {
  readonly desk: Desk
  open(path: string, look?: BrowserContextOptions): Promise<Page>
  readonly short: string
  readonly long: string
}

async function reading(t: Parameters<typeof atDesk>[0]): Promise<AtDesk> {
  const desk = await atDesk(t)
  const clerk = await visitors(desk)('vanthu.mttq-tinh')
  const short = `${await readIn(clerk, sampleFile())}/2`
  const long = `${await readIn(clerk, new File([longLetter()], 'ke-hoach.txt', { type: 'text/plain' }))}/1`
  const open = async (path: string, look: BrowserContextOptions = {}) => {
    const page = await desk.page(look)
    await page.context().addCookies(clerk.state().cookies)
    await page.goto(path)
    return page
  }
  return { desk, open, short, long }
}

const focused = (page: Page): Promise<string> =>
  page.evaluate('document.activeElement.name || document.activeElement.id || document.activeElement.tagName')
const now = (page: Page): Promise<string> =>
  page.evaluate(`[...document.querySelectorAll('mark.now')].map(m => m.lastChild.textContent).join()`)
const valueOf = (page: Page, name: string) => page.locator(`[name="${name}"]`).inputValue()

test(
  'by keyboard alone: move between fields, see where each was read, take words from the letter, register',
  { skip: pagesOnly },
  async t => {
    const { open, short } = await reading(t)
    const page = await open(short, { javaScriptEnabled: true })
    await page.locator('[name="number"]').focus()
    assert.equal(await now(page), '1016')
    await page.keyboard.press('Enter')
    assert.equal(await focused(page), 'symbol')
    await page.keyboard.press('Control+ArrowUp')
    assert.equal(await focused(page), 'number')
    // Somebody mistyped the number: the letter itself says it better.
    await page.keyboard.type('9999')
    assert.equal(await valueOf(page, 'number'), '9999')
    await page.keyboard.press('F2')
    assert.equal(await focused(page), 'source')
    assert.equal(await page.evaluate('getSelection().toString()'), '1016')
    await page.keyboard.type('x')
    assert.ok(!(await page.locator('#source').innerText()).includes('x1016'), 'the letter cannot be typed into')
    await page.keyboard.press('Enter')
    assert.deepEqual([await focused(page), await valueOf(page, 'number')], ['number', '1016'])
    const [from, to] = (await valueOf(page, 'taken-number')).split('-').map(Number)
    assert.equal(to! - from!, 4)
    // Another stretch, selected with the arrows: two words of the signer's name.
    await page.locator('[name="signerName"]').focus()
    await page.keyboard.press('F2')
    await page.keyboard.press('ArrowLeft')
    for (let word = 0; word < 2; word += 1) await page.keyboard.press('Control+Shift+ArrowRight')
    const chosen = (await page.evaluate<string>('getSelection().toString()')).replace(/\s+/g, ' ').trim()
    assert.ok(chosen.length > 1, chosen)
    await page.keyboard.press('Enter')
    assert.equal(await valueOf(page, 'signerName'), chosen)
    await page.keyboard.press('F2')
    await page.keyboard.press('Escape')
    assert.equal(await focused(page), 'signerName')
    await page.keyboard.press('F2')
    await page.keyboard.press('k')
    assert.equal(await focused(page), 'signerTitle')
    await page.locator('button[value="incoming"]').focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/letters\//)
    await shows(page, chosen)
  },
)

test(
  'the mouse takes a selection too, a day is understood, and where nothing is selected the page says so',
  { skip: pagesOnly },
  async t => {
    const { open, short } = await reading(t)
    const page = await open(short, { javaScriptEnabled: true })
    const take = page.getByRole('button', { name: 'Lấy đoạn này' })
    await page.getByLabel('Lấy đoạn đang chọn cho trường').selectOption({ label: 'Ngày ban hành' })
    await page.evaluate('getSelection().removeAllRanges()')
    await take.click()
    assert.match(await page.locator('.desk-take [role=status]').innerText(), /Chưa chọn chữ nào/)
    await page.locator('[name="issuedOn"]').fill('2020-01-01')
    await page.getByLabel('Lấy đoạn đang chọn cho trường').selectOption({ label: 'Ngày ban hành' })
    await page.evaluate(`getSelection().selectAllChildren(document.querySelector('#mark-date-0'))`)
    await take.click()
    assert.equal(await valueOf(page, 'issuedOn'), '2023-01-13')
  },
)

test(
  'without a script: where a field was read is a link, pages turn with what was typed, nothing is entered by Enter',
  { skip: pagesOnly },
  async t => {
    const { open, short, long } = await reading(t)
    const page = await open(short)
    await page
      .locator('.desk-field')
      .filter({ has: page.locator('[name="number"]') })
      .locator('.origin a')
      .first()
      .click()
    assert.equal(await page.evaluate('location.hash'), '#mark-number-0')
    assert.equal(await page.locator('.desk-take').isVisible(), false)
    await page.locator('[name="place"]').fill('Sóc Trăng (sửa)')
    await page.locator('[name="place"]').press('Enter')
    await page.waitForLoadState()
    assert.ok(page.url().includes(short))
    assert.equal(await valueOf(page, 'place'), 'Sóc Trăng (sửa)')
    const plan = await open(long)
    await plan.locator('[name="signerName"]').fill('Trần Thị Mẫu')
    await press(plan, 'Trang sau →')
    await shows(plan, /Trang chữ 2\/\d+/)
    assert.equal(await valueOf(plan, 'signerName'), 'Trần Thị Mẫu')
    await plan
      .locator('.desk-field')
      .filter({ has: plan.locator('[name="number"]') })
      .locator('button.as-link')
      .click()
    await plan.waitForLoadState()
    await shows(plan, /Trang chữ 1\/\d+/)
    assert.match(await plan.locator('mark.chosen').first().innerText(), /45/)
    assert.equal(await plan.evaluate('location.hash'), '#where')
    assert.equal(await valueOf(plan, 'signerName'), 'Trần Thị Mẫu')
  },
)

test(
  'axe finds nothing wrong at the desk, wide and narrow, light and dark, and nothing is wider than the screen',
  { skip: pagesOnly },
  async t => {
    const { open, short, long } = await reading(t)
    const looks: (readonly [string, BrowserContextOptions])[] = [
      ['wide', { viewport: { width: 1360, height: 950 } }],
      ['narrow', { viewport: { width: 375, height: 800 } }],
      ['dark', { viewport: { width: 1100, height: 900 }, colorScheme: 'dark' }],
    ]
    for (const [name, path] of [
      ['short', `${short}?field=number`],
      ['long', `${long}?page=2`],
    ] as const)
      for (const [look, options] of looks) {
        const page = await open(path, { ...options, javaScriptEnabled: true })
        if (shots) await page.screenshot({ path: join(shots, `desk-${name}-${look}.png`), fullPage: look === 'narrow' })
        await page.evaluate(AXE)
        const { violations } = await page.evaluate<AxeResults>('axe.run(document)')
        assert.deepEqual(
          violations.map(
            one =>
              `${one.id}: ${one.nodes
                .map(node => node.target.join(' '))
                .slice(0, 4)
                .join(', ')}`,
          ),
          [],
          `${name} ${look}`,
        )
        assert.equal(await overflow(page), 0, `${name} ${look}`)
        await page.context().close()
      }
  },
)
