import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { plantMonths } from '../plant-overview.sql.ts'
import { troublesIn } from '../app.ts'
import { play } from '../play.ts'
import { wordsOf, type Visitor } from '../visitor.ts'
import { atDesk, pagesOnly } from './browser.ts'
import { inLanguage, looker, overflow, violations } from './pages.ts'

/** What the numeric cells of a page's tables say, each with the list behind it: nothing of them stands outside a link. */
function figuresOf(html: string, path: string): { figure: string; href: string }[] {
  const cells = [...html.matchAll(/<td[^>]*class="num"[^>]*>(.*?)<\/td>/gs)].map(match => match[1]!)
  assert.ok(cells.length > 0, path)
  return cells.flatMap(cell => {
    assert.doesNotMatch(wordsOf(cell.replaceAll(/<a\b.*?<\/a>/gs, '')), /\d/, `${path}: ${cell}`)
    return [...cell.matchAll(/<a href="([^"]+)">(.*?)<\/a>/gs)].map(([, href, figure]) => ({
      figure: wordsOf(figure!),
      href: href!.replaceAll('&amp;', '&'),
    }))
  })
}

/** How many rows a list has over all its pages. */
async function listed(visitor: Visitor, href: string): Promise<{ rows: number; words: string }> {
  let [rows, words] = [0, '']
  for (let next: string | undefined = href; next;) {
    const { status, html } = await visitor.get(next)
    assert.equal(status, 200, next)
    words ||= wordsOf(html)
    rows += html.split('<th role="rowheader"').length - 1
    next = /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
  }
  return { rows, words }
}

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
      waits: '/overview/waits',
      events: '/overview/events?series=activities',
      letter: `${played.letter}/overview`,
    }
    // Where a folder for them is named, the pictures are kept to be looked at.
    const folder = process.env['CHIDO_SHOTS']
    for (const [lang, width, colorScheme] of [
      ['vi', 1280, 'light'],
      ['en', 375, 'light'],
      ['km', 375, 'dark'],
    ] as const) {
      const open = looker(desk, played, { viewport: { width, height: 800 }, colorScheme, javaScriptEnabled: true })
      for (const [name, path] of Object.entries(paths))
        await t.test(`${name} in ${lang}, ${width} wide, ${colorScheme}`, async () => {
          const page = await open(leader, inLanguage(path, lang))
          assert.deepEqual(troublesIn(desk.log), [])
          assert.ok((await page.locator('main .picture, main table').count()) > 0, 'something is shown')
          if (folder) await page.screenshot({ path: join(folder, `${name}-${lang}.png`), fullPage: true })
          // The markup is the same in every language; what the dark colours change is looked at where there are most.
          if (lang === 'vi' || (lang === 'km' && ['moved', 'waiting', 'time', 'letter'].includes(name)))
            assert.deepEqual(await violations(page), [])
          assert.equal(await overflow(page), 0)
        })
    }

    await t.test(
      'every figure in the tables is a link to a list of exactly so many, and the lists lead up',
      async () => {
        const visitor = await played.as(leader)
        const seen = new Set<string>()
        const pages = ['/overview', '/overview?area=1-943', '/overview?view=waiting', '/overview?view=time&pace=month']
        for (const path of [...pages, `${played.letter}/overview`, `${played.letter}/overview?view=waiting`])
          for (const { figure, href } of figuresOf((await visitor.get(path)).html, path)) {
            if (seen.has(href)) continue
            seen.add(href)
            // Of the many lists one in three is counted, those of the pictures of people by their sum.
            if (seen.size % 3 > 0 && !href.includes('/waits')) continue
            const { rows, words } = await listed(visitor, href)
            if (href.includes('series=people')) assert.ok(words.includes(`Cộng: ${figure} lượt người`), href)
            else assert.equal(rows, Number(figure.replaceAll('.', '')), `${path}: ${href}`)
          }
        assert.ok(seen.size > 150, `${seen.size} lists`)
        for (const path of [
          'records?step=tasks',
          'events?series=activities',
          'events?series=evidence',
          'events?series=taken',
        ])
          assert.match((await visitor.get(`/overview/${path}`)).html, /href="\/letters\/[^"]+#clause-\d+"/, path)
        assert.match((await visitor.get('/overview/records?step=tasks')).html, /href="\/tasks\//)
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
