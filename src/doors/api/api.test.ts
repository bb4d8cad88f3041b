import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { sql } from 'kysely'
import { testApp, PASSWORD, type TestApp } from '../../../test/app.ts'
import { aCommand, uuid7 } from '../../../test/testkit.ts'
import { tokenFrom, tokenHash } from '../../access/index.ts'
import { unstorable } from './bounds.ts'

type Clerk = { readonly app: TestApp; readonly email: string; readonly unit: string; readonly token: string }
type Sent = { readonly status: number; readonly kind: string | undefined; readonly field: string | undefined }

/** A clerk of the demonstration with a token. */
async function clerk(t: TestContext): Promise<Clerk> {
  const app = await testApp(t)
  const { rows } = await sql<{ id: string; email: string; unit: string }>`
    select a.id, a.email, g.unit_id as unit from account a join role_grant g on g.account_id = a.id and g.role = 'clerk'
    order by a.email limit 1`.execute(app.db.pool)
  const { id, email, unit } = rows[0]!
  const token = tokenFrom(randomBytes(32))
  await sql`insert into access_token (id, account_id, name, token_hash, created_at, expires_on)
    values (${uuid7()}, ${id}, 'x', ${tokenHash(token)}, now(), '2030-01-01')`.execute(app.db.pool)
  return { app, email, unit, token }
}

const answered = async (response: Response): Promise<Sent> => {
  const { problem } = (await response.json()) as { problem?: { kind: string; field?: string } }
  return { status: response.status, kind: problem?.kind, field: problem?.field }
}
const get = async ({ app, token }: Clerk, path: string) =>
  answered(await fetch(`${app.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } }))
const send = async ({ app, token }: Clerk, name: string, input: unknown, headers: Record<string, string> = {}) =>
  answered(
    await fetch(`${app.url}/api/v1/commands/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ id: aCommand(), input }),
    }),
  )

const fields = (over: object = {}) => ({
  regime: 'state',
  docType: 'công văn',
  issuer: 'Sở Thử nghiệm',
  number: '12',
  symbol: 'STN-VP',
  issuedOn: '2023-02-01',
  subject: 'kế hoạch',
  ...over,
})
const paper = (mark: string) => `UBND TỈNH SÓC TRĂNG          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ THỬ NGHIỆM                 Độc lập - Tự do - Hạnh phúc
Số: 12/STN-VP              Sóc Trăng, ngày 01 tháng 02 năm 2023
${mark}
V/v kế hoạch

Kính gửi: Hội Chữ thập đỏ tỉnh

Đề nghị các đơn vị thực hiện.

Nơi nhận:
- Như trên.
              GIÁM ĐỐC
              Nguyễn Văn A
`
const scan = (bytes: Buffer) => ({ bytes: bytes.toString('base64'), mediaType: 'text/plain', name: 'x.txt' })

test('a session cookie opens nothing here, and a command is JSON that says so', async t => {
  const me = await clerk(t)
  const { app, email, unit } = me
  const entered = await fetch(`${app.url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: app.url },
    body: new URLSearchParams({ email, password: PASSWORD }),
  })
  const cookie = entered.headers
    .getSetCookie()
    .map(one => one.split(';')[0])
    .join('; ')
  assert.match(cookie, /session_token=/)
  const before = await app.rows()
  const input = { unit, fields: fields({ number: null }) }
  for (const authorization of ['', 'Basic eA==', 'Bearer chido_x']) {
    const sent = await send(me, 'directives.draft-outgoing', input, { cookie, authorization })
    assert.deepEqual([sent.status, sent.kind], [401, 'api.no-token'], authorization)
  }
  const read = await fetch(`${app.url}/api/v1/me`, { headers: { cookie } })
  assert.equal(read.status, 401)
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', '']) {
    const sent = await send(me, 'directives.draft-outgoing', input, { 'content-type': type })
    assert.deepEqual([sent.status, sent.kind], [415, 'api.content-type'], type)
  }
  assert.deepEqual(await app.rows(), before)
  const sent = await send(me, 'directives.draft-outgoing', input, { 'content-type': 'Application/JSON; charset=utf-8' })
  assert.equal(sent.status, 200)
})

test('a scan with a mark of secrecy, or one that cannot be read, does not enter', async t => {
  const me = await clerk(t)
  const before = await me.app.rows()
  const incoming = (bytes: Buffer) =>
    send(me, 'directives.register-incoming', {
      unit: me.unit,
      fields: fields(),
      arrivedOn: '2023-02-02',
      scan: scan(bytes),
    })
  const outgoing = (bytes: Buffer) =>
    send(me, 'directives.draft-outgoing', { unit: me.unit, fields: fields({ number: null }), scan: scan(bytes) })
  for (const enter of [incoming, outgoing]) {
    const secret = await enter(Buffer.from(paper('TUYỆT MẬT')))
    assert.deepEqual([secret.status, secret.kind, secret.field], [422, 'directives.secret', 'scan'])
    const picture = await enter(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]))
    assert.deepEqual([picture.status, picture.kind, picture.field], [422, 'paper.image', 'scan'])
    assert.equal((await enter(randomBytes(4000))).status, 422)
  }
  assert.deepEqual(await me.app.rows(), before)
  assert.equal((await incoming(Buffer.from(paper('')))).status, 200)
})

test('an address that is no id is not there, and a letter of nobody’s is not either', async t => {
  const me = await clerk(t)
  const nowhere = uuid7()
  for (const path of [
    '/letters/x',
    '/letters/x/preview',
    '/letters/x/coverage',
    '/letters/x/thread',
    '/units/x',
    `/letters/${nowhere.toUpperCase()}`,
    `/letters/${nowhere}`,
    `/units/${nowhere}`,
  ]) {
    const sent = await get(me, path)
    assert.deepEqual([sent.status, sent.kind], [404, 'api.not-found'], path)
  }
  assert.deepEqual((await get(me, '/units?q=%00')).kind, 'api.characters')
  assert.deepEqual((await get(me, '/letters?q=a%00b')).kind, 'api.characters')
  assert.equal(
    me.app.log.some(line => line.includes('"error"')),
    false,
  )
})

test('numbers and characters that the database cannot keep are refused, not failed', async t => {
  const me = await clerk(t)
  const { unit } = me
  const before = await me.app.rows()
  const task = { unit, document: uuid7(), clause: 1, version: 1 }
  const aClause = (over: object) => ({ label: '1', text: 'x', rhythm: 'standing', asks: [], ...over })
  const wrong: readonly (readonly [string, object, string])[] = [
    ['directives.take-task', { ...task, clause: 99_999 }, 'clause'],
    ['directives.take-task', { ...task, clause: 0 }, 'clause'],
    ['directives.take-task', { ...task, version: 2_147_483_648 }, 'version'],
    ['directives.finish-part', { ...task, part: 40_000, note: 'x' }, 'part'],
    ['directives.set-book', { unit, direction: 'incoming', firstNumber: 9_007_199_254_740_991 }, 'firstNumber'],
    [
      'directives.draft-outgoing',
      { unit, fields: fields({ clauses: [aClause({ sources: [{ document: uuid7(), ordinal: 99_999 }] })] }) },
      'fields.clauses.0.sources.0.ordinal',
    ],
    ['directives.draft-outgoing', { unit, fields: fields({ subject: 'a\0b' }) }, 'fields.subject'],
    ['directives.draft-outgoing', { unit, fields: fields({ subject: 'a\ud800b' }) }, 'fields.subject'],
    [
      'directives.draft-outgoing',
      { unit, fields: fields({ clauses: [aClause({ recurrence: { 'a\0': 1 } })] }) },
      'fields.clauses.0.recurrence',
    ],
    ['notices.mark-read', { ids: ['x'] }, 'ids.0'],
  ]
  for (const [name, input, field] of wrong) {
    const sent = await send(me, name, input)
    assert.deepEqual([sent.status, sent.field], [422, field], `${name} ${JSON.stringify(input)}`)
  }
  assert.deepEqual(await me.app.rows(), before)
  assert.equal(
    me.app.log.some(line => line.includes('"error"')),
    false,
  )
})

test('a value nested without end is refused before anything walks it by calling itself', () => {
  let deep: unknown = 1
  for (let i = 0; i < 200_000; i += 1) deep = [deep]
  assert.equal(unstorable(deep)?.kind, 'api.depth')
  assert.equal(unstorable({ a: [{ b: 'đủ' }, null, 1, true] }), null)
})

test('what the database refuses is a failure, never an answer, and the command is as if never sent', async t => {
  const me = await clerk(t)
  const before = await me.app.rows()
  const source = { document: uuid7(), ordinal: 1 }
  const clause = { label: '1', text: 'x', rhythm: 'standing', asks: [], sources: [source] }
  const sent = await send(me, 'directives.draft-outgoing', {
    unit: me.unit,
    fields: fields({ number: null, clauses: [clause] }),
  })
  assert.notEqual(sent.status, 200)
  assert.deepEqual(await me.app.rows(), before)
})
