import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { test } from 'node:test'
import type { AxeResults } from 'axe-core'
import { plantMonths } from '../plant-overview.sql.ts'
import { troublesIn } from '../app.ts'
import { play } from '../play.ts'
import { wordsOf } from '../visitor.ts'
import { atDesk, pagesOnly } from './browser.ts'
import { inLanguage, openAs, overflow } from './pages.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

test(
  'four months on a leader sees the whole: pictures with something in them, readable wide and narrow',
  { skip: pagesOnly },
  async t => {
    const desk = await atDesk(t)
    const played = await play(desk)
    await plantMonths(desk.db)
    desk.moveTo('2023-06-08T02:00:00Z')
    const leader = 'lanhdao.tinh-uy'
    const paths = {
      moved: '/overview',
      area: '/overview?area=1-943',
      waiting: '/overview?view=waiting',
      time: '/overview?view=time',
      month: '/overview?view=time&pace=month',
      study: '/overview/records?step=study',
      letter: `${played.letter}/overview`,
    }
    // Where a folder for them is named, the pictures are kept to be looked at.
    const folder = process.env['CHIDO_SHOTS']
    for (const [name, path] of Object.entries(paths))
      for (const [lang, width] of [
        ['vi', 1280],
        ['km', 375],
      ] as const)
        await t.test(`${name} in ${lang}, ${width} wide`, async () => {
          const page = await openAs(desk, played, leader, inLanguage(path, lang), {
            viewport: { width, height: 800 },
            javaScriptEnabled: true,
          })
          assert.deepEqual(troublesIn(desk.log), [])
          assert.ok((await page.locator('main .picture, main table').count()) > 0, 'something is shown')
          if (folder) await page.screenshot({ path: join(folder, `${name}-${lang}.png`), fullPage: true })
          await page.evaluate(AXE)
          const { violations } = await page.evaluate<AxeResults>('axe.run(document)')
          assert.deepEqual(
            violations.map(one => `${one.id}: ${one.nodes[0]?.target.join(' ')}`),
            [],
          )
          assert.equal(await overflow(page), 0)
          await page.context().close()
        })

    await t.test(
      'every figure of the matrix leads to the records behind it, and these to the task and the clause',
      async () => {
        const visitor = await played.as(leader)
        const { html } = await visitor.get('/overview?lang=vi')
        const cells = [...html.matchAll(/href="(\/overview\/records\?[^"]+)">(\d+)\/(\d+)</g)]
        assert.ok(cells.length > 40, `${cells.length} figures`)
        for (const [, href, part, whole] of cells.filter((_, at) => at % 7 === 0)) {
          const behind = await visitor.get(href!.replaceAll('&amp;', '&'))
          assert.match(wordsOf(behind.html), new RegExp(`${part} trên ${whole}, tính đến`), href!)
        }
        const tasks = await visitor.get('/overview/records?step=tasks')
        assert.match(tasks.html, /href="\/tasks\//)
        assert.match(tasks.html, /#clause-\d+"/)
      },
    )

    await t.test('small counts of people are not written out across units, and no person is named', async () => {
      const visitor = await played.as(leader)
      const { html } = await visitor.get('/overview/records?step=study')
      assert.match(wordsOf(html), /<5 người/)
      assert.doesNotMatch(wordsOf(html), /· [1-4] người/)
    })
  },
)
