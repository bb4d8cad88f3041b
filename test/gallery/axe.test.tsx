import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import type { AxeResults } from 'axe-core'
import { chromium, type Browser } from 'playwright-core'
import { readWords, translator, type Lang } from '../../src/words/index.ts'
import { Gallery } from './gallery.tsx'

const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
// Nothing is fetched from outside; the settings keep the browser itself from trying.
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]
const LOOKS: readonly { lang: Lang; colorScheme: 'light' | 'dark'; width: number }[] = [
  { lang: 'vi', colorScheme: 'light', width: 1280 },
  { lang: 'km', colorScheme: 'dark', width: 1280 },
  { lang: 'en', colorScheme: 'dark', width: 375 },
  { lang: 'km', colorScheme: 'light', width: 320 },
]

test(
  'axe finds nothing wrong with any component, wide or narrow, light or dark',
  { skip: browser ? false : 'no Chromium on this machine' },
  async t => {
    const chrome = await chromium.launch({ executablePath: browser!, args: QUIET })
    t.after(() => chrome.close())
    for (const look of LOOKS) {
      const { violations, overflow } = await examine(chrome, look)
      assert.deepEqual(violations, [], `${look.lang} ${look.colorScheme} ${look.width}`)
      assert.equal(overflow, 0, `nothing is wider than a screen of ${look.width}`)
    }
  },
)

const examine = async (chrome: Browser, look: (typeof LOOKS)[number]) => {
  const page = await chrome.newPage({
    viewport: { width: look.width, height: 800 },
    colorScheme: look.colorScheme,
  })
  const gallery: unknown = <Gallery t={translator(readWords('locales'), look.lang)} />
  const html = String(gallery)
  await page.route('**/*', route => {
    const path = new URL(route.request().url()).pathname
    return path.startsWith('/public/')
      ? route.fulfill({ path: `.${path}` })
      : route.fulfill({ contentType: 'text/html; charset=utf-8', body: html })
  })
  await page.goto('http://kit.invalid/gallery')
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') })
  const result = await page.evaluate<AxeResults>('axe.run(document)')
  const overflow = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  await page.close()
  return {
    violations: result.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.target.join(' ')).join(', ')}`),
    overflow,
  }
}
