import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrowserContextOptions } from 'playwright-core'
import { play } from '../play.ts'
import { playFiles } from '../play-files.ts'
import { atDesk, pagesOnly } from './browser.ts'
import { filedPages, inLanguage, looker, mainPages, overflow, violations } from './pages.ts'

// The pages bring no script; axe itself needs one.
const LOOKS: readonly (BrowserContextOptions & { readonly lang: string })[] = [
  { lang: 'vi' },
  { lang: 'km', viewport: { width: 375, height: 800 } },
  { lang: 'en', colorScheme: 'dark' },
]

test(
  'axe finds nothing wrong on any main page: wide and narrow, light and dark, in three languages',
  { skip: pagesOnly },
  async t => {
    const desk = await atDesk(t)
    const played = await play(desk)
    // The overview is looked at with months of work in it (overview.test.ts).
    const main = mainPages(played).filter(([path]) => !path.includes('/overview'))
    const pages = [...main, ...filedPages(played, await playFiles(played))]
    for (const { lang, ...look } of LOOKS) {
      const open = looker(desk, played, { ...look, javaScriptEnabled: true })
      // Every page in Vietnamese and light; the others on the pages that differ most from each other.
      const chosen = lang === 'vi' ? pages : pages.filter((_, at) => [2, 5, 11, 12, 13, 17].includes(at))
      for (const [path, who] of chosen) {
        await t.test(
          `${path.replace(/[0-9a-f-]{36}/g, '…')} as ${who ?? 'nobody'}, ${lang} ${look.colorScheme ?? 'light'} ${look.viewport?.width ?? '1280 and 375'}`,
          async () => {
            const page = await open(who, inLanguage(path, lang))
            assert.deepEqual(await violations(page), [])
            assert.equal(await overflow(page), 0, 'nothing is wider than the screen')
            if (look.viewport) return
            await page.setViewportSize({ width: 375, height: 700 })
            assert.equal(await overflow(page), 0, 'nor than a narrow one')
            await page.setViewportSize({ width: 1280, height: 900 })
          },
        )
      }
    }
  },
)
