import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { sql } from 'kysely'
import { PASSWORD, SAMPLE, testApp } from '../app.ts'
import { play, sampleFile } from '../play.ts'
import { aForm, Visitor } from '../visitor.ts'

/** Words of four letters and more of the letters, their numbers, and names of people and bodies; not the program's own. */
const spoken: readonly string[] = [...new Set(readFileSync(SAMPLE, 'utf8').normalize('NFC').match(/[\p{L}\d]{4,}/gu) ?? [])].filter(word => !/^[ -~]+$/.test(word))
const PRIVATE = ['1016', '2052', '44-KL', '43-CT', 'CV/TU', 'chi-do.example', '@', PASSWORD, 'Cẩm Đào', 'Tấn Hậu', 'Sóc Trăng', 'Kế Sách', 'MTTQ', 'soc-trang-2023.txt', 'giả định', 'máy của văn phòng', 'sai-mat-khau', '127.0.0.1', 'bút phê mật thiết', 'q=', 'chido_']

const wordsIn = (lines: readonly string[]): string[] => [...PRIVATE, ...spoken].filter(word => lines.some(line => line.includes(word)))
/** Ids and times hold digits by chance; what is left of a line must hold none of the words. */
const withoutIds = (line: string) => line.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '').replace(/"(time|ms)":\d+/g, '')

test('the log of the whole story holds no name, no address, no number and no word of a letter', async t => {
  const app = await testApp(t)
  const played = await play(app)
  await new Visitor(app).post('/sign-in', { email: 'vanthu.tinh-uy@chi-do.example', password: 'sai-mat-khau-roi' })
  await new Visitor(app).post('/sign-in', { email: 'khong.co.ai@chi-do.example', password: PASSWORD })
  const clerk = await played.as('vanthu.tinh-uy')
  await clerk.get('/letters?desk=outgoing&q=1016')
  await clerk.get('/units?q=Kế Sách')
  const token = /<code>([^<]+)<\/code>/.exec((await clerk.submit(await clerk.get('/account'), '/account/tokens', { name: 'máy của văn phòng' })).html)![1]!
  for (const path of ['/letters?q=2052', '/me', '/nothing']) await fetch(`${app.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })
  const leader = await played.as('lanhdao.huyen-uy-ke-sach')
  await leader.submit(await leader.get(played.letter), '/note', { words: 'bút phê mật thiết với Hội' })
  const lines = app.log.map(withoutIds)
  assert.ok(lines.length > 60, `${lines.length} lines`)
  assert.ok(lines.some(line => line.includes('"route":"/letters/:id/issue","status":303')), 'pages are told by their pattern')
  assert.ok(lines.some(line => line.includes('/api/v1/letters')), 'and so is the interface')
  assert.deepEqual(wordsIn(lines), [])
  assert.deepEqual(lines.filter(line => line.includes('"err"')), [])
})

test('a failure of ours is logged with where and what kind, never with what was being written', async t => {
  const app = await testApp(t)
  const clerk = await new Visitor(app).signIn('vanthu.tinh-uy')
  await sql`alter table reading add constraint planted check (expires_on is null)`.execute(app.db.pool)
  const failed = await clerk.post('/read', { ...aForm(), file: sampleFile(), text: '' })
  assert.equal(failed.status, 500)
  assert.match(failed.html, /Có lỗi ở phía hệ thống/)
  assert.deepEqual(wordsIn([failed.html]).filter(word => ['1016', '2052', 'planted'].includes(word)), [], 'nor is the reader shown it')
  const logged = app.log.filter(line => line.includes('"err"'))
  assert.equal(logged.length, 1)
  const { err, path } = JSON.parse(logged[0]!) as { err: { type: string; code: string; constraint: string; stack: string[] }; path: string }
  assert.deepEqual([path, err.code, err.constraint], ['/read', '23514', 'planted'])
  assert.match(err.stack.join('\n'), /keep-reading/)
  assert.deepEqual(wordsIn(logged.map(line => withoutIds(line).replaceAll(/[^\s"]*\/(src|node_modules|dist)\/[^\s"]*/g, ''))), [])
})
