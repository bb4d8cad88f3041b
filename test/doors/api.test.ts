import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { commands, reads } from '../../src/doors/api/doors.ts'
import { SAMPLE, testApp } from '../app.ts'
import { sendOut, sendParty, visitors } from '../play.ts'
import { uuid7 } from '../testkit.ts'
import { wordsOf, type Visitor } from '../visitor.ts'

type Json = Record<string, unknown>
type Reply = { readonly status: number; readonly json: Json }
const get = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((at, key) => (at as Record<string, unknown> | null)?.[key], value)

const LETTER = {
  regime: 'party',
  docType: 'công văn',
  issuer: 'Tỉnh ủy Sóc Trăng',
  number: null,
  symbol: null,
  issuedOn: null,
  subject: 'thử qua giao diện lập trình',
  body: 'Đề nghị các huyện uỷ báo cáo.',
  addressees: ['Các huyện uỷ, thị uỷ, thành uỷ'],
  clauses: [
    {
      label: '1',
      text: 'Các huyện uỷ báo cáo.',
      force: 'de-nghi',
      rhythm: 'deadline',
      dueOn: '2023-03-31',
      asks: [{ phrase: 'Các huyện uỷ, thị uỷ, thành uỷ', role: 'lead' }],
    },
  ],
}

/** Makes a token on the account page, as a person does, and speaks with it. */
async function programOf(visitor: Visitor) {
  const page = await visitor.submit(await visitor.get('/account'), '/account/tokens', { name: 'máy của văn phòng' })
  const token = /<code>([^<]+)<\/code>/.exec(page.html)?.[1]
  assert.ok(token, wordsOf(page.html).slice(0, 600))
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const plain = typeof body === 'string' || body instanceof Uint8Array
    const answer = await fetch(`${visitor.app.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(plain ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: plain ? (body as string) : JSON.stringify(body) }),
    })
    return { status: answer.status, json: (await answer.json()) as Json }
  }
  const command = (name: string, input: unknown, id = uuid7()) =>
    call('POST', `/commands/directives.${name}`, { id, input })
  return { token, call, command }
}

test('programs do through /api/v1 what people do on the pages', async t => {
  const app = await testApp(t)
  const as = visitors(app)
  const clerk = await programOf(await as('vanthu.tinh-uy'))
  const leader = await programOf(await as('lanhdao.tinh-uy'))
  const me = (await clerk.call('GET', '/me')).json
  const unit = get(me, 'unit') as string
  let document = ''

  await t.test('the token is shown once, its digest alone is kept, and who holds it is known', async () => {
    assert.equal(get(me, 'unitName'), 'Tỉnh ủy Sóc Trăng')
    const again = await (await as('vanthu.tinh-uy')).get('/account')
    assert.ok(wordsOf(again.html).includes('máy của văn phòng') && !again.html.includes(clerk.token))
  })

  await t.test('without a token, with a wrong one and with a session’s cookie nobody is let in', async () => {
    for (const headers of [
      { authorization: '' },
      { authorization: 'Bearer chido_wrong' },
      { authorization: 'Basic YTpi' },
    ]) {
      const refused = await clerk.call('GET', '/work', undefined, headers)
      assert.equal(refused.status, 401, JSON.stringify(headers))
      assert.match(String(refused.json['message']), /Chưa có mã truy cập hợp lệ/)
    }
    const cookie = (await as('vanthu.tinh-uy'))
      .state()
      .cookies.map(one => `${one.name}=${one.value}`)
      .join('; ')
    const before = await app.rows()
    const forged = await clerk.call(
      'POST',
      '/commands/directives.draft-outgoing',
      { id: uuid7(), input: { unit, fields: LETTER } },
      { authorization: '', cookie, origin: 'https://evil.example' },
    )
    assert.equal(forged.status, 401, 'a browser’s cookie opens no door for programs')
    assert.deepEqual(await app.rows(), before)
  })

  await t.test('a letter goes from draft to its recipients by five commands, and a repeated id acts once', async () => {
    const id = uuid7()
    const drafted = await clerk.command('draft-outgoing', { unit, fields: LETTER }, id)
    assert.equal(drafted.status, 200, JSON.stringify(drafted.json))
    const rows = await app.rows()
    const again = await clerk.command('draft-outgoing', { unit, fields: LETTER }, id)
    assert.deepEqual(again.json, drafted.json)
    assert.deepEqual(await app.rows(), rows)
    const other = await clerk.command('draft-outgoing', { unit, fields: { ...LETTER, subject: 'khác' } }, id)
    assert.equal(other.status, 409)
    assert.equal(get(other.json, 'problem', 'kind'), 'access.command-reused')
    document = get(drafted.json, 'value', 'document') as string
    const at = (version: number) => ({ unit, document, version })
    assert.equal((await clerk.command('issue', at(1))).status, 422, 'nothing unsigned is delivered')
    assert.equal((await clerk.command('submit-outgoing', at(1))).status, 200)
    assert.equal((await clerk.command('sign', at(2))).status, 403, 'a clerk does not sign')
    assert.equal((await leader.command('sign', at(2))).status, 200)
    const numbered = await clerk.command('number', { ...at(3), office: 'TU' })
    assert.equal(get(numbered.json, 'value', 'printed'), '1-CV/TU')
    const preview = (await clerk.call('GET', `/letters/${document}/preview`)).json
    assert.equal((get(preview, 'units') as unknown[]).length, 11)
    const issued = await clerk.command('issue', at(4))
    assert.equal(get(issued.json, 'value', 'units'), 11, JSON.stringify(issued.json))
    assert.equal(get(issued.json, 'value', 'tasks'), 11)
    const coverage = (await clerk.call('GET', `/letters/${document}/coverage`)).json
    assert.equal(get(coverage, 'total', 'sent'), 11)
    assert.equal((get(coverage, 'tree') as unknown[]).length, 11)
  })

  await t.test('a version that is gone by is refused with who moved it', async () => {
    const stale = await clerk.command('issue', { unit, document, version: 3 })
    assert.ok([409, 422].includes(stale.status), JSON.stringify(stale.json))
    assert.match(String(stale.json['message']), /tải lại trang/)
  })

  await t.test('a wrong shape is refused with the field that is wrong', async () => {
    const before = await app.rows()
    const cases: [string, unknown, string][] = [
      ['sign', { unit, document, version: 'một' }, 'version'],
      ['sign', { unit: 'x', document, version: 1 }, 'unit'],
      ['draft-outgoing', { unit, fields: { ...LETTER, issuedOn: '2023-02-30' } }, 'fields.issuedOn'],
      ['draft-outgoing', { unit, fields: { ...LETTER, regime: 'royal' } }, 'fields.regime'],
      ['take-task', { unit, document, version: 1 }, 'clause'],
    ]
    for (const [name, input, field] of cases) {
      const refused = await leader.command(name, input)
      assert.equal(refused.status, 422, name)
      assert.equal(get(refused.json, 'problem', 'field'), field)
      assert.equal(get(refused.json, 'problem', 'kind'), 'api.shape')
    }
    const noId = await clerk.call('POST', '/commands/directives.sign', {
      id: 'one',
      input: { unit, document, version: 1 },
    })
    assert.deepEqual([noId.status, get(noId.json, 'problem', 'kind')], [422, 'access.command-id'])
    const noJson = await clerk.call('POST', '/commands/directives.sign', 'not json', {
      'content-type': 'application/json',
    })
    assert.deepEqual([noJson.status, get(noJson.json, 'problem', 'kind')], [422, 'api.envelope'])
    const asText = await clerk.call('POST', '/commands/directives.sign', '{}', { 'content-type': 'text/plain' })
    assert.deepEqual([asText.status, get(asText.json, 'problem', 'kind')], [415, 'api.content-type'])
    const zero = await clerk.command('draft-outgoing', { unit, fields: { ...LETTER, subject: 'một\0hai' } })
    assert.deepEqual([zero.status, get(zero.json, 'problem', 'kind')], [422, 'api.characters'])
    assert.deepEqual(await app.rows(), before)
  })

  await t.test(
    'a letter of another office is not there, and neither is what is no letter, nor an unknown command',
    async () => {
      const stranger = await programOf(await as('vanthu.mttq-tinh'))
      for (const path of [
        `/letters/${document}`,
        `/letters/${document}/preview`,
        `/letters/${uuid7()}`,
        '/letters/not-an-id',
        '/nothing',
        `/units/${uuid7()}`,
        '/units/not-an-id',
      ]) {
        const refused = await stranger.call('GET', path)
        assert.equal(refused.status, 404, `${path}: ${JSON.stringify(refused.json).slice(0, 200)}`)
        assert.equal(get(refused.json, 'problem', 'kind'), 'api.not-found')
      }
      const moved = await stranger.command('acknowledge', { unit, document })
      assert.equal(moved.status, 403, 'nor can they act for the office')
      assert.equal(
        (await stranger.call('POST', '/commands/directives.nothing', { id: uuid7(), input: {} })).status,
        404,
      )
      assert.equal((await stranger.call('POST', '/nothing', {})).status, 404)
    },
  )

  await t.test(
    'a recipient’s program finds the letter on its desk, receives it twice and registers it once',
    async () => {
      const district = await programOf(await as('vanthu.huyen-uy-ke-sach'))
      const own = get((await district.call('GET', '/me')).json, 'unit') as string
      const work = (await district.call('GET', '/work')).json
      assert.equal(get(work, 'items', 0, 'sentence'), 'Các huyện uỷ báo cáo.')
      assert.equal(get(work, 'items', 0, 'dueOn'), '2023-03-31')
      const first = await district.command('acknowledge', { unit: own, document })
      assert.deepEqual(first.json['value'], { number: 1, status: '03', already: false })
      const second = await district.command('acknowledge', { unit: own, document })
      assert.deepEqual(second.json['value'], { number: 1, status: '03', already: true })
      const letter = (await district.call('GET', `/letters/${document}`)).json
      assert.equal(get(letter, 'delivery', 'status'), '03')
    },
  )

  await t.test(
    'the description lists every command and every read, with the very shapes that are checked',
    async () => {
      const { status, json } = await clerk.call('GET', '/openapi.json', undefined, { authorization: '' })
      assert.equal(status, 200)
      const paths = Object.keys(json['paths'] as Json)
      for (const command of commands) assert.ok(paths.includes(`/commands/${command.name}`), command.name)
      for (const read of reads) assert.ok(paths.includes(read.path.replace(/:(\w+)/g, '{$1}')), read.path)
      assert.equal(paths.length, commands.length + reads.length + 1)
      const number = get(
        json,
        'paths',
        '/commands/directives.number',
        'post',
        'requestBody',
        'content',
        'application/json',
        'schema',
        'properties',
        'input',
      )
      assert.deepEqual(get(number, 'required'), ['unit', 'document', 'version'])
    },
  )

  await t.test('a file is read and nothing of it is kept; what is no letter is refused', async () => {
    const before = await app.rows()
    const read = await clerk.call('POST', '/read', new Uint8Array(readFileSync(SAMPLE)), {
      'content-type': 'text/plain',
    })
    assert.equal(read.status, 200)
    assert.deepEqual(
      (read.json['documents'] as Json[]).map(one => one['number']),
      ['2052', '1016'],
    )
    const empty = await clerk.call('POST', '/read', '', { 'content-type': 'text/plain' })
    assert.deepEqual([empty.status, get(empty.json, 'problem', 'kind')], [422, 'paper.empty'])
    const secret = await clerk.call(
      'POST',
      '/read',
      readFileSync(SAMPLE, 'utf8').replace('Số: 2052', 'MẬT\n\nSố: 2052'),
      { 'content-type': 'text/plain' },
    )
    assert.deepEqual([secret.status, get(secret.json, 'problem', 'kind')], [422, 'directives.secret'])
    assert.deepEqual(await app.rows(), before)
  })

  await t.test('a token that was ended opens nothing', async () => {
    const page = await (await as('lanhdao.tinh-uy')).get('/account')
    await (await as('lanhdao.tinh-uy')).follow(await (await as('lanhdao.tinh-uy')).submit(page, '/account/tokens/end'))
    assert.equal((await leader.call('GET', '/me')).status, 401)
  })

  await t.test('pages and programs move the same letters', async () => {
    const { letter } = await sendParty(as)
    const listed = (await clerk.call('GET', '/letters?desk=outgoing')).json as unknown as Json[]
    assert.deepEqual(listed.map(one => one['printed']).sort(), ['1-CV/TU', '1016-CV/TU'])
    const district = await programOf(await as('vanthu.huyen-uy-ke-sach'))
    const own = get((await district.call('GET', '/me')).json, 'unit') as string
    assert.equal(
      (await district.command('pass-on', { unit: own, document: letter.split('/').at(-1) })).status,
      422,
      'not before it is received',
    )
    assert.equal((await district.command('acknowledge', { unit: own, document: letter.split('/').at(-1) })).status, 200)
    const passed = await district.command('pass-on', { unit: own, document: letter.split('/').at(-1) })
    assert.equal(passed.status, 200, JSON.stringify(passed.json))
    await sendOut(
      await as('vanthu.huyen-uy-ke-sach'),
      await as('lanhdao.huyen-uy-ke-sach'),
      `/letters/${String(get(passed.json, 'value', 'document'))}`,
      { office: 'HU' },
    )
  })
})
