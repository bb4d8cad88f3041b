import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import type { AxeResults } from 'axe-core'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { play } from '../play.ts'
import { playFiles } from '../play-files.ts'
import { atDesk, pagesOnly } from './browser.ts'
import { filedPages, inLanguage, mainPages, openAs, overflow } from './pages.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

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
    const pages = [...mainPages(played), ...filedPages(played, await playFiles(played))]
    for (const { lang, ...look } of LOOKS) {
      // Every page in Vietnamese and light; the others on the pages that differ most from each other.
      const chosen = lang === 'vi' ? pages : pages.filter((_, at) => [2, 5, 11, 12, 13, 17].includes(at))
      for (const [path, who] of chosen) {
        await t.test(
          `${path.replace(/[0-9a-f-]{36}/g, '…')} as ${who ?? 'nobody'}, ${lang} ${look.colorScheme ?? 'light'} ${look.viewport?.width ?? 1280}`,
          async () => {
            const page = await openAs(desk, played, who, inLanguage(path, lang), { ...look, javaScriptEnabled: true })
            assert.deepEqual(await violations(page), [])
            assert.equal(await overflow(page), 0, 'nothing is wider than the screen')
            await page.context().close()
          },
        )
      }
    }
  },
)

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const result = await page.evaluate<AxeResults>('axe.run(document)')
  return result.violations.map(
    one =>
      `${one.id}: ${one.help}: ${one.nodes
        .slice(0, 5)
        .map(node => node.target.join(' '))
        .join(', ')}`,
  )
}
