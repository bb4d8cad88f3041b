import assert from 'node:assert/strict'
import { get } from 'node:http'
import { test } from 'node:test'
import { testApp } from '../app.ts'
import { filedPages, mainPages } from '../e2e/pages.ts'
import { play } from '../play.ts'
import { playFiles } from '../play-files.ts'

/**
 * How many statements a page may send: who asks, begin, the settings of the transaction, two reads, commit. A query for
 * every row of a list would show here first, and a page that asks for more joins its reads (`together`).
 */
const MOST = 6
/** Pages of the rooms that stand on a letter read the letter itself first, and then their own. */
const MORE: readonly (readonly [path: RegExp, statements: number])[] = [
  [/^\/letters\/[^/]+\/study/, 7],
  [/^\/(dossiers|handovers)\/[^/]+\/print$/, 7], // the heading of the unit’s papers beside its two reads
]
const WORK_BYTES_MAX = 30_000

test('no page sends more than six statements, or the few more that its room has reasons for, whatever it lists', async t => {
  const app = await testApp(t)
  const played = await play(app)
  const clerk = await played.as('vanthu.tinh-uy')
  const unit = /href="(\/units\/[^"]+)"/.exec((await clerk.get(played.letter)).html)![1]!
  const fields = { subject: 'Về công tác nhân đạo', body: 'Đề nghị triển khai.', addressees: 'Các huyện ủy' }
  const drafted = await clerk.submit(await clerk.get('/letters/new'), '/new', fields)
  const draft = drafted.location!.split('?')[0]!
  const others = [unit, draft, `${draft}/edit`, `${draft}/send`, '/books/incoming', '/books/outgoing']
  const over: string[] = []
  const filed = filedPages(played, await playFiles(played))
  for (const [path, who] of [
    ...mainPages(played),
    ...filed,
    ...others.map(path => [path, 'vanthu.tinh-uy'] as const),
  ]) {
    if (!who) continue
    const visitor = await played.as(who)
    // Whoever sees a letter for the first time opens it, which is written down. A page that does not answer sends little.
    assert.equal((await visitor.get(path)).status, path.includes('00000000-') ? 404 : 200, path)
    const before = app.db.statements()
    await visitor.get(path)
    const sent = app.db.statements() - before
    if (sent > (MORE.find(([page]) => page.test(path))?.[1] ?? MOST)) over.push(`${path}: ${sent} statements`)
  }
  assert.deepEqual(over, [], `Ask for all rows at once, in at most ${MOST} statements.`)
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
