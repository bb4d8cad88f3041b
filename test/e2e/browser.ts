import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import type { TestContext } from 'node:test'
import { chromium, type BrowserContextOptions, type Page } from 'playwright-core'
import { PASSWORD, testApp, type TestApp } from '../app.ts'
import { testing } from '../testkit.ts'

const found =
  process.env['CHROME_PATH'] ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'].find(
    existsSync,
  )

/** Why the tests of a file are left out, or false: what a browser does to pages need not be seen on both databases. */
export const pagesOnly: string | false = found
  ? testing === 'postgres' && 'the pages are the same on either database'
  : 'no Chromium on this machine; set CHROME_PATH'

// Nothing is fetched from outside; the settings keep the browser itself from trying.
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

export type Desk = TestApp & {
  /** The page of somebody who signed in there, kept from one call to the next; without JavaScript. */
  as(who: string): Promise<Page>
  /** A page of nobody. */
  page(options?: BrowserContextOptions): Promise<Page>
}

/** The whole product and a real browser before it. */
export async function atDesk(t: Pick<TestContext, 'after'>, more: Parameters<typeof testApp>[1] = {}): Promise<Desk> {
  // Whatever comes last is put away first: the browser before the server that it talks to.
  const undo: (() => unknown)[] = []
  t.after(async () => {
    for (const step of undo.reverse()) await step()
  })
  const app = await testApp(
    { after: (step: unknown) => void undo.push(step as () => unknown) } as Pick<TestContext, 'after'>,
    more,
  )
  const browser = await chromium.launch({ executablePath: found!, args: QUIET })
  undo.push(() => browser.close())
  const pages = new Map<string, Page>()
  const page = async (options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      locale: 'vi-VN',
      viewport: { width: 1280, height: 900 },
      baseURL: app.url,
      ...options,
    })
    context.setDefaultTimeout(20_000)
    return context.newPage()
  }
  const as = async (who: string) => {
    const known = pages.get(who)
    if (known) return known
    const fresh = await page()
    pages.set(who, fresh)
    await fresh.goto('/sign-in')
    await fresh.getByLabel('Thư điện tử').fill(`${who}@chi-do.example`)
    await fresh.getByLabel('Mật khẩu').fill(PASSWORD)
    await fresh.locator('main form').first().getByRole('button', { name: 'Đăng nhập' }).click()
    assert.equal(new URL(fresh.url()).pathname, '/work', `${who} signs in`)
    return fresh
  }
  return { ...app, as, page }
}

/** The words that a page shows, spaces told as one. */
export async function wordsOn(page: Page): Promise<string> {
  await page.waitForLoadState()
  return (await page.locator('main').innerText()).replace(/\s+/g, ' ')
}

/** The page shows every one of these. */
export async function shows(page: Page, ...texts: readonly (string | RegExp)[]): Promise<void> {
  const words = await wordsOn(page)
  for (const text of texts) {
    const there = typeof text === 'string' ? words.includes(text) : text.test(words)
    assert.ok(there, `${page.url()} shows “${String(text)}”; it shows: ${words.slice(0, 1500)}`)
  }
}

export async function hides(page: Page, ...texts: readonly string[]): Promise<void> {
  const words = await wordsOn(page)
  for (const text of texts) assert.ok(!words.includes(text), `${page.url()} must not show “${text}”`)
}

/** Presses a button by its name and expects no problem on the page that answers. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  const button = page
    .locator('main')
    .getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) })
    .first()
  await page.waitForLoadState()
  // A page without scripts is whole once it is loaded: what is missing then is missing.
  if ((await button.count()) === 0)
    assert.fail(
      `${page.url()} has no button “${String(name)}”; it has: ${(await page.locator('main button').allInnerTexts()).join(' | ')}`,
    )
  await button.click()
  await page.waitForLoadState()
  const problems = await page.locator('main [role=alert]').allInnerTexts()
  assert.deepEqual(problems, [], `after “${String(name)}”`)
}

/** Opens a folded part of the page, without a script. */
export async function unfold(page: Page, name: string): Promise<void> {
  await page.waitForLoadState()
  const summary = page.locator('main summary').filter({ hasText: name }).first()
  if ((await summary.count()) === 0) assert.fail(`${page.url()} has nothing folded called “${name}”`)
  await summary.click()
}

/** The steps of one story: each rests on those before it, so after a failure the rest are left out, visibly. */
export function stepsOf(t: TestContext): (name: string, work: () => Promise<void>) => Promise<void> {
  let broken = false
  return (name, work) =>
    t.test(name, async step => {
      if (broken) return step.skip('an earlier step of the story failed')
      broken = true
      await work()
      broken = false
    })
}
