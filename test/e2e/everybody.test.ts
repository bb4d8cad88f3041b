import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { PASSWORD, words } from '../app.ts'
import { play } from '../play.ts'
import { wordsOf } from '../visitor.ts'
import { atDesk, pagesOnly, shows } from './browser.ts'
import { inLanguage, mainPages, openAs } from './pages.ts'

test(
  'every main page speaks English and Khmer whole, with no key of a message in place of its words',
  { skip: pagesOnly },
  async t => {
    const desk = await atDesk(t)
    const played = await play(desk)
    const keys = new Set(words.keys())
    const vietnamese = ['Đăng nhập', 'Việc của tôi', 'Văn bản đến', 'Phát hành', 'Trình ký', 'Nhận việc', 'Chia việc']
    for (const lang of ['en', 'km']) {
      for (const [path, who] of mainPages(played)) {
        const visitor = who ? await played.as(who) : null
        const html = visitor
          ? (await visitor.get(inLanguage(path, lang))).html
          : await (await fetch(desk.url + inLanguage(path, lang))).text()
        assert.match(html, new RegExp(`<html lang="${lang}">`), path)
        // What is quoted from letters and names of bodies stays Vietnamese, and says so to screen readers.
        const own = wordsOf(withoutVietnamese(html))
        assert.deepEqual(
          own.split(/[\s"“”]+/).filter(word => keys.has(word)),
          [],
          `${path} in ${lang}`,
        )
        for (const word of vietnamese) assert.ok(!own.includes(word), `${path} in ${lang} still says “${word}”`)
      }
    }
    await t.test(
      'the reader chooses the language once and keeps it; Khmer says that nobody has reviewed it yet',
      async () => {
        const page = await openAs(desk, played, 'chuyenvien.huyen-uy-ke-sach', '/work?lang=vi')
        await page.getByRole('link', { name: 'ខ្មែរ' }).click()
        await page.goto(played.task)
        assert.equal(await page.locator('html').getAttribute('lang'), 'km')
        assert.ok(
          (await page.locator('header').innerText()).includes('Bản dịch tiếng Khmer chưa được người bản ngữ duyệt'),
        )
        await page.getByRole('link', { name: 'English' }).click()
        await shows(page, 'Take the task')
        assert.equal(new URL(page.url()).pathname, played.task)
      },
    )
    await t.test('with the keyboard alone one signs in, finds the work and takes the task', async () => {
      const page = await desk.page()
      await page.goto('/sign-in')
      await tabTo(page, 'Thư điện tử')
      await page.keyboard.type('chuyenvien.huyen-uy-ke-sach@chi-do.example')
      await page.keyboard.press('Tab')
      await page.keyboard.type(PASSWORD)
      await Promise.all([page.waitForURL('**/work'), page.keyboard.press('Enter')])
      await tabTo(page, 'Mở việc này: văn bản 1016-CV/TU, Điểm 1')
      await Promise.all([page.waitForURL('**/tasks/**'), page.keyboard.press('Enter')])
      await tabTo(page, 'Nhận việc')
      await Promise.all([page.waitForURL(/done=task\.done-taken/), page.keyboard.press('Enter')])
      await shows(page, 'Đã nhận việc.', 'đã nhận')
    })
    await t.test('the first stop of the keyboard leads past the navigation to the content', async () => {
      const page = await openAs(desk, played, 'lanhdao.huyen-uy-ke-sach', '/work?lang=vi')
      await page.keyboard.press('Tab')
      assert.equal(await focused(page), 'Đến thẳng nội dung chính')
      await Promise.all([page.waitForURL(/#main$/), page.keyboard.press('Enter')])
      await page.keyboard.press('Tab')
      assert.ok(
        await page.evaluate<boolean>('document.querySelector("main").contains(document.activeElement)'),
        'the next stop lies in the content',
      )
    })
  },
)

/** Everything of the page that is not marked as Vietnamese. */
function withoutVietnamese(html: string): string {
  let rest = html
    .replace(/<title>[\s\S]*?<\/title>/, '')
    .replace(/<(input|img|path|rect|circle|line|br|meta|link)\b[^>]*>/g, '')
  for (let before = ''; before !== rest;) {
    before = rest
    rest = rest.replace(/<(\w+)\b[^>]*\blang="vi"[^>]*>(?:(?!<\1\b)[\s\S])*?<\/\1>/g, ' ')
  }
  return rest
}

const focused = (page: Page): Promise<string> =>
  page.evaluate<string>(
    `(() => { const at = document.activeElement; return (at.getAttribute('aria-label') || at.labels?.[0]?.textContent || at.textContent || '').trim() })()`,
  )

/** Presses Tab until the focus stands on what is called so, and sees that the focus can be seen. */
async function tabTo(page: Page, name: string): Promise<void> {
  const seen: string[] = []
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press('Tab')
    const at = await focused(page)
    if (at.startsWith(name)) {
      const outline = await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle')
      return assert.notEqual(outline, 'none', `the focus on “${name}” can be seen`)
    }
    seen.push(at)
  }
  assert.fail(`the keyboard never came to “${name}”; it came to: ${seen.join(' | ')}`)
}
