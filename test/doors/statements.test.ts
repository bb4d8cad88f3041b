import assert from 'node:assert/strict'
import { get } from 'node:http'
import { test } from 'node:test'
import { testApp } from '../app.ts'
import { mainPages } from '../e2e/pages.ts'
import { play } from '../play.ts'

/**
 * How many statements each main page sends, the question who asks and begin and commit included: a query for every row
 * of a list would show here first. Whoever needs more writes the larger number here, with the reason.
 */
const MOST: readonly (readonly [path: RegExp, statements: number])[] = [
  [/^\/work$/, 6],
  [/^\/(read|account|notices|admin|letters|letters\/new)$/, 5],
  [/^\/letters\?/, 5],
  [/^\/readings\//, 5],
  [/^\/letters\/[^/]+$/, 9], // the letter, its clauses, who has issued one of its own, how far it came and what may be done with it
  [/^\/letters\/[^/]+\/study(\/|$)/, 7], // the letter, whether it stands here, the unit's own desk, the coverage of the thread
  [/^\/letters\/[^/]+\/reports$/, 8], // the letter, its reports, which periods it asks for, the office's cut-off days
  [/^\/reports$/, 6],
  [/^\/overview/, 6],
  [/^\/letters\/[^/]+\/overview/, 7], // the letter, who moved, what stands out
  [/^\/letters\/[^/]+\/thread$/, 7],
  [/^\/letters\/[^/]+\/send$/, 12], // resolves every phrase anew, because nothing is sent that was not shown
  [/^\/tasks\//, 7],
  [/^\/units/, 7],
]
const WORK_BYTES_MAX = 30_000

test('the main pages send as many statements as they did, whatever they list', async t => {
  const app = await testApp(t)
  const played = await play(app)
  const over: string[] = []
  for (const [path, who] of mainPages(played)) {
    if (!who) continue
    const visitor = await played.as(who)
    const most = MOST.find(([pattern]) => pattern.test(path))?.[1]
    assert.ok(most, `${path} has its number in this test`)
    await visitor.get(path) // whoever sees a letter for the first time opens it, which is written down
    const before = app.db.statements()
    await visitor.get(path)
    const sent = app.db.statements() - before
    if (sent > most) over.push(`${path}: ${sent} statements, at most ${most}`)
  }
  assert.deepEqual(over, [], 'Ask for all rows at once, or write the new number with its reason.')
})

test('the work page goes over a slow line in a second and a half, and nothing in it holds up reading', async t => {
  const app = await testApp(t)
  const played = await play(app)
  const visitor = await played.as('lanhdao.huyen-uy-ke-sach')
  const cookie = visitor
    .state()
    .cookies.map(({ name, value }) => `${name}=${value}`)
    .join('; ')
  const { bytes, encoding } = await transferred(`${app.url}/work`, cookie)
  assert.equal(encoding, 'gzip')
  assert.ok(bytes < WORK_BYTES_MAX, `${bytes} bytes`)
  const { html } = await visitor.get('/work')
  assert.match(html, /class="work-item"/)
  const scripts = [...html.matchAll(/<script\b([^>]*)>/g)].map(match => match[1]!)
  assert.deepEqual(
    scripts.filter(attributes => !/\btype="module"|\bdefer\b|\basync\b/.test(attributes)),
    [],
  )
})

/** As it goes over the line: `fetch` would hand it out unpacked. */
const transferred = (url: string, cookie: string): Promise<{ bytes: number; encoding: string | undefined }> =>
  new Promise((resolve, reject) => {
    get(url, { headers: { cookie, 'accept-encoding': 'gzip' } }, response => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => (bytes += chunk.length))
      response.on('end', () => resolve({ bytes, encoding: response.headers['content-encoding'] }))
    }).on('error', reject)
  })
