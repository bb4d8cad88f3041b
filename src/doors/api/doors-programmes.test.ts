import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../test/app.ts'
import { aCommand, uuid7 } from '../../../test/testkit.ts'
import { tokenFrom, tokenHash } from '../../access/index.ts'

test('another program records an activity, reads what came of it, and is refused as a person is', async t => {
  const app = await testApp(t)
  const { rows } = await sql<{ id: string; unit: string; area: string }>`
    select a.id, g.unit_id as unit, u.area_id as area from account a join role_grant g on g.account_id = a.id and g.role = 'officer'
      join unit u on u.id = g.unit_id where a.email like 'chuyenvien.ctd-ke-sach@%'`.execute(app.db.pool)
  const { id, unit, area } = rows[0]!
  const token = tokenFrom(randomBytes(32))
  await sql`insert into access_token (id, account_id, name, token_hash, created_at, expires_on)
    values (${uuid7()}, ${id}, 'x', ${tokenHash(token)}, now(), '2030-01-01')`.execute(app.db.pool)
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const send = async (name: string, input: unknown, command: string = aCommand()) => {
    const body = JSON.stringify({ id: command, input })
    const answer = await fetch(`${app.url}/api/v1/commands/programmes.${name}`, { method: 'POST', headers, body })
    const told = (await answer.json()) as { value?: { activity: string }; problem?: { kind: string; field?: string } }
    return { status: answer.status, ...told }
  }
  const read = async <R>(path: string) => (await (await fetch(`${app.url}/api/v1${path}`, { headers })).json()) as R
  const fields = {
    kind: 'blood',
    title: 'Hiến máu đợt 1',
    fromOn: '2023-02-03',
    untilOn: '2023-02-03',
    area,
    results: [{ indicator: 'blood-units', amount: 691 }],
  }
  const photo = { bytes: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1]).toString('base64'), mediaType: '', name: 'a.jpg' }
  const command = aCommand()
  const made = await send('record-activity', { unit, fields, files: [photo] }, command)
  assert.equal(made.status, 200, JSON.stringify(made))
  assert.deepEqual(await send('record-activity', { unit, fields, files: [photo] }, command), made)
  const activity = made.value!.activity
  const view = await read<{ title: string; files: readonly unknown[] }>(`/activities/${activity}`)
  assert.deepEqual([view.title, view.files.length], ['Hiến máu đợt 1', 1])
  const year = 'from=2023-01-01&until=2023-12-31'
  const totals = await read<readonly { indicator: string; amount: string }[]>(`/results?${year}`)
  assert.deepEqual(
    totals.map(each => [each.indicator, each.amount]),
    [['blood-units', '691']],
  )
  assert.equal((await read<readonly unknown[]>(`/activities?${year}&kind=blood`)).length, 1)

  const secret = { ...photo, bytes: Buffer.from('HỘI CHỮ THẬP ĐỎ\nMẬT\nSố: 12/CTĐ').toString('base64') }
  for (const [input, kind, field] of [
    [{ unit, fields: { ...fields, results: [] } }, 'programmes.no-result', 'indicator'],
    [{ unit, fields: { ...fields, results: [{ indicator: 'gold', amount: 1 }] } }, 'programmes.indicator', 'indicator'],
    [{ unit, fields: { ...fields, untilOn: '2023-12-01' } }, 'programmes.not-over', 'untilOn'],
    [{ unit, fields, files: [secret] }, 'directives.secret', 'files'],
  ] as const) {
    const refused = await send('record-activity', input)
    assert.deepEqual([refused.status, refused.problem?.kind, refused.problem?.field], [422, kind, field])
  }
  const withdrawn = await send('withdraw-activity', { unit, activity, version: 1, why: 'Ghi nhầm' })
  assert.equal(withdrawn.status, 200)
  assert.deepEqual(await read(`/results?${year}`), [])
})
