import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { useCase } from '../access/index.ts'
import { UNITS, aCommand, must, uuid7, world } from '../access/fixture.sql.ts'
import type { FileId } from '../kernel/index.ts'
import { endUse, filesOf, fsckFiles, isShownInline, mediaTypeOf, readFile, storeFile, type NewFile } from './index.ts'

const keep = useCase<NewFile, FileId>('test.keep-file', ['clerk', 'leader'], storeFile)
const drop = useCase<{ use: FileId }, true>('test.drop-file', ['clerk', 'leader'], (tx, by, { use }) =>
  endUse(tx, by, use),
)
const pdf = (text = 'một trang') => new Uint8Array(Buffer.from(`%PDF-1.7\n${text}`))
const aFile = (over: Partial<NewFile> = {}): NewFile => ({
  bytes: pdf(),
  mediaType: 'text/html',
  name: 'C:\\scan\\Công văn 1016.pdf',
  unit: UNITS.east,
  owner: { kind: 'evidence', id: uuid7() },
  purpose: 'evidence',
  ...over,
})
const kindOf = (result: { ok: boolean; problem?: { kind: string } }) => (result.ok ? 'done' : result.problem?.kind)

test('a stored file is read back as it was, under a plain name and the type that its bytes show', async t => {
  const { run, read } = await world(t)
  const file = aFile()
  const use = must(await run('clerkEast', keep, file))
  const found = must(await read('clerkEast', tx => readFile(tx, use)))
  assert.deepEqual(Buffer.from(found.bytes), Buffer.from(file.bytes))
  assert.deepEqual(
    [found.name, found.mediaType, found.size],
    ['Công văn 1016.pdf', 'application/pdf', file.bytes.length],
  )
  assert.deepEqual(
    (await read('clerkEast', tx => filesOf(tx, file.owner.id))).map(one => one.id),
    [use],
  )
})

test('a file is seen by who sees the unit that keeps it, and by nobody else', async t => {
  const { run, read } = await world(t)
  const use = must(await run('clerkEast', keep, aFile()))
  assert.equal(kindOf(await read('leader', tx => readFile(tx, use))), 'done', 'the province sees below itself')
  assert.equal(kindOf(await read('clerkWest', tx => readFile(tx, use))), 'files.not-found')
  assert.equal(kindOf(await run('clerkWest', drop, { use })), 'files.not-found')
  await assert.rejects(run('clerkEast', keep, aFile({ unit: UNITS.west })), /row-level security/)
})

test('the same bytes are kept once, also by a body that cannot see the other’s, and go with the last use', async t => {
  const { db, run, read, own } = await world(t)
  const mine = must(await run('clerkEast', keep, aFile()))
  const theirs = must(await run('clerkWest', keep, aFile({ unit: UNITS.west })))
  const kept = async () =>
    (await sql<{ bytes: Uint8Array | null }>`select bytes from file`.execute(db.pool)).rows.map(
      row => row.bytes !== null,
    )
  assert.deepEqual(await kept(), [true])
  must(await run('clerkEast', drop, { use: mine }))
  assert.deepEqual(await kept(), [true])
  assert.equal(kindOf(await read('clerkEast', tx => readFile(tx, mine))), 'files.not-found')
  must(await read('clerkWest', tx => readFile(tx, theirs)))
  must(await run('clerkWest', drop, { use: theirs }))
  assert.deepEqual(await kept(), [false], 'only the trace is left')
  assert.equal(kindOf(await run('clerkWest', drop, { use: theirs })), 'files.not-found')
  const again = must(await run('clerkEast', keep, aFile()))
  assert.deepEqual(Buffer.from(must(await read('clerkEast', tx => readFile(tx, again))).bytes), Buffer.from(pdf()))
  assert.deepEqual(
    (await own(fsckFiles)).map(check => [check.rows, check.violations]),
    [
      [1, 0],
      [1, 0],
      [1, 0],
    ],
  )
})

test('a command sent twice stores one use; a refused command stores no bytes', async t => {
  const { db, run } = await world(t)
  const [file, command] = [aFile(), aCommand()]
  const first = must(await run('clerkEast', keep, file, command))
  assert.equal(must(await run('clerkEast', keep, file, command)), first)
  const twice = useCase<NewFile, FileId>('test.twice', ['clerk'], async (tx, by, input) => {
    must(await storeFile(tx, by, input))
    return storeFile(tx, by, { ...input, bytes: new Uint8Array() })
  })
  assert.equal(kindOf(await run('clerkEast', twice, aFile({ bytes: pdf('khác') }))), 'files.empty')
  const { rows } = await sql<{ files: number; uses: number }>`
    select (select count(*)::int from file) as files, (select count(*)::int from file_use) as uses`.execute(db.pool)
  assert.deepEqual(rows[0], { files: 1, uses: 1 })
})

test('what is empty, nameless or above the limit of the setting is refused with the limit', async t => {
  const { db, run } = await world(t)
  assert.equal(kindOf(await run('clerkEast', keep, aFile({ bytes: new Uint8Array() }))), 'files.empty')
  assert.equal(kindOf(await run('clerkEast', keep, aFile({ name: ' / ' }))), 'files.name-missing')
  await sql`insert into setting values ('files.max-bytes', '2097152')`.execute(db.pool)
  const large = await run('clerkEast', keep, aFile({ bytes: new Uint8Array(2_097_153) }))
  assert.deepEqual(!large.ok && large.problem, {
    kind: 'files.too-large',
    values: { size: 3, max: 2 },
    field: 'file',
  })
  assert.equal(kindOf(await run('clerkEast', keep, aFile({ bytes: new Uint8Array(2_097_152) }))), 'done')
})

test('fsck finds bytes that are not what they were, and uses whose bytes are gone', async t => {
  const { db, run, own } = await world(t)
  must(await run('clerkEast', keep, aFile()))
  await sql`update file set bytes = null, erased_at = now()`.execute(db.pool)
  const checks = await own(fsckFiles)
  assert.equal(checks.find(check => check.name === 'files.used-only-while-kept')?.violations, 1)
  await assert.rejects(sql`update file set bytes = '\\x00', erased_at = null`.execute(db.pool), /check constraint/)
})

test('the type comes from the first bytes; markup is plain text and nothing unknown is shown in the page', () => {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
  assert.equal(mediaTypeOf(bytes('\x89PNG\r\n\x1a\n…')), 'image/png')
  assert.equal(mediaTypeOf(bytes('\xff\xd8\xff\xe0')), 'image/jpeg')
  assert.equal(mediaTypeOf(bytes('II*\0')), 'image/tiff')
  assert.equal(
    mediaTypeOf(bytes('PK\x03\x04…word/document.xml')),
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  )
  assert.equal(mediaTypeOf(bytes('PK\x03\x04…')), 'application/zip')
  assert.equal(mediaTypeOf(bytes('<script>alert(1)</script>')), 'text/plain')
  assert.equal(mediaTypeOf(new Uint8Array(Buffer.from('Kính gửi: các huyện uỷ'))), 'text/plain')
  assert.equal(mediaTypeOf(bytes('\0\x01\x02')), 'application/octet-stream')
  assert.deepEqual(['application/pdf', 'application/octet-stream', 'text/html', 'image/svg+xml'].map(isShownInline), [
    true,
    false,
    false,
    false,
  ])
})

test('without an actor no file is kept, erased or seen', async t => {
  const { db, now, run } = await world(t)
  must(await run('clerkEast', keep, aFile()))
  const nobody = { account: null, roots: [], realm: 94 as never, now: now.now, asOf: now.today }
  await db.write(nobody, async tx => {
    await sql`select keep_file(sha256('\\x01'), 'x', '\\x01')`.execute(tx)
    await sql`select erase_unused_file(94::smallint, sha256('\\x01'))`.execute(tx)
    assert.equal((await sql`select from file`.execute(tx)).rows.length, 0)
  })
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from file where bytes is not null`.execute(db.pool)
  assert.equal(rows[0]?.n, 1)
})
