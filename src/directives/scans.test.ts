import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { must, root } from '../../test/testkit.ts'
import type { Moment } from '../access/index.ts'
import { dayInVietNam, no, problem, type Log } from '../kernel/index.ts'
import { readText } from '../paper/index.ts'
import { refusal, story, type Story } from './fixture.sql.ts'
import * as d from './index.ts'

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }
const TEXT = readFileSync(join(root, 'samples/soc-trang-2023.txt'), 'utf8')
const picture = (mark = 1): d.Scan => ({
  bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, mark]),
  mediaType: 'image/png',
  name: 'bản quét.png',
})

async function office(t: Parameters<typeof story>[0]) {
  const w = await story(t)
  const unit = await w.unit('red_cross_society')
  const desk = await w.actor(unit, 'clerk')
  let now = w.moment.now.getTime()
  const clock = (): Moment => ({ now: new Date(now), today: dayInVietNam(new Date(now)) })
  const run = (readSlowly: d.ReadSlowly, signal = new AbortController().signal) =>
    d.readScans({ db: w.db, clock, log: silent, readSlowly, signal })
  const keep = async (scan = picture()) => must(await w.run(desk, d.keepScan, { unit, scan, lookedAt: true })).id
  return { w, unit, desk, run, keep, later: (minutes: number) => void (now += minutes * 60_000) }
}
const stateOf = async (w: Story, id: string) =>
  (
    await w.rows<{ state: string; attempts: number; name: string; page: number; pages: number | null }>(
      `select state, attempts, name, page, pages from reading_scan where id = '${id}'`,
    )
  )[0]!

const paged =
  (pages: number, text = TEXT): d.ReadSlowly =>
  async (_, { onPage, signal }) => {
    for (let page = 1; page <= pages; page += 1) {
      await new Promise(resolve => setImmediate(resolve))
      if (signal.aborted) return no(problem('paper.empty'))
      onPage(page, pages)
    }
    return readText(text)
  }

test('a scan that nobody looked at is not kept, and only who drafts may send one', async t => {
  const { w, unit, desk } = await office(t)
  assert.equal(
    refusal(await w.run(desk, d.keepScan, { unit, scan: picture(), lookedAt: false })),
    'directives.scan-not-looked-at',
  )
  const reader = await w.actor(unit, 'reader')
  assert.equal(refusal(await w.run(reader, d.keepScan, { unit, scan: picture(), lookedAt: true })), 'access.forbidden')
  assert.deepEqual(
    [await w.count('reading_scan'), await w.count('file'), await w.count('pgboss.job', `name = 'reading.scan'`)],
    [0, 0, 0],
  )
})

test('a scan is read page by page, and becomes a reading of the same id with its file', async t => {
  const { w, desk, run, keep } = await office(t)
  const id = await keep()
  assert.equal(await w.count('pgboss.job', `name = 'reading.scan'`), 1)
  assert.equal(await run(paged(3)), 1)
  const { state, page, pages } = await stateOf(w, id)
  assert.deepEqual([state, page, pages], ['done', 3, 3])
  const reading = await w.read(desk, tx => d.readingOf(tx, id))
  assert.equal(reading!.reading.documents.length, 2)
  assert.equal(await run(paged(3)), 0)
})

test('a scan with a mark of secrecy goes with its bytes and its name; that it was refused is all that is left', async t => {
  const { w, run, keep } = await office(t)
  const id = await keep()
  const text = TEXT.replace(/^(Số:)/m, 'MẬT\n$1')
  await run(paged(2, text))
  const scan = await stateOf(w, id)
  assert.deepEqual([scan.state, scan.name], ['refused', ''])
  assert.deepEqual([await w.count('file'), await w.count('file_use'), await w.count('reading')], [0, 0, 0])
  const [row] = await w.rows<{ problem: { kind: string } }>('select problem from reading_scan')
  assert.equal(row!.problem.kind, 'directives.secret')
})

test('the bytes stay where another letter uses the same', async t => {
  const { w, run, keep } = await office(t)
  await keep()
  await run(paged(1))
  await keep()
  await run(async () => no(problem('paper.damaged')))
  assert.deepEqual([await w.count('file', 'bytes is not null'), await w.count('file_use')], [1, 1])
})

test('a program that is killed leaves a scan that waits: it begins again once, and no more than once', async t => {
  const { w, run, keep, later } = await office(t)
  const id = await keep()
  // Killed: it claims the scan and is never heard of again.
  void run(() => new Promise(() => {}))
  for (let i = 0; i < 50 && (await stateOf(w, id)).state !== 'reading'; i += 1)
    await new Promise(r => setTimeout(r, 20))
  assert.equal((await stateOf(w, id)).state, 'reading')
  assert.equal(await run(paged(1)), 0, 'somebody may still be reading it')
  assert.equal(await w.count('reading'), 0)
  later(3)
  assert.equal(await run(paged(2)), 1)
  assert.deepEqual(
    [(await stateOf(w, id)).state, (await stateOf(w, id)).attempts, await w.count('reading')],
    ['done', 2, 1],
  )
  const other = await keep(picture(2))
  assert.equal(await run(() => Promise.reject(new Error('out of memory'))), 2)
  assert.deepEqual([(await stateOf(w, other)).state, await w.count('file', 'bytes is not null')], ['failed', 1])
})

test('an orderly end is no attempt: the scan waits for the next start', async t => {
  const { w, run, keep } = await office(t)
  const id = await keep()
  for (let start = 0; start < 4; start += 1) {
    const ending = new AbortController()
    await run(async (_, { signal }) => {
      ending.abort()
      return signal.aborted ? no(problem('paper.empty')) : readText(TEXT)
    }, ending.signal)
  }
  assert.equal((await stateOf(w, id)).state, 'waiting')
  await run(paged(1))
  assert.equal((await stateOf(w, id)).state, 'done')
})

test('a scan is cancelled while it is read: reading ends at the next page, and its file is gone', async t => {
  const { w, unit, desk, run, keep } = await office(t)
  const id = await keep()
  let read = 0
  await run(async (_, { onPage, signal }) => {
    for (read = 1; read <= 50 && !signal.aborted; read += 1) {
      onPage(read, 50)
      if (read === 2) must(await w.run(desk, d.cancelScan, { unit, id }))
      await new Promise(resolve => setTimeout(resolve, 15))
    }
    return no(problem('paper.empty'))
  })
  assert.ok(read < 50, `${read} pages`)
  assert.equal((await stateOf(w, id)).state, 'cancelled')
  assert.deepEqual([await w.count('reading'), await w.count('file', 'bytes is not null')], [0, 0])
  assert.equal(refusal(await w.run(desk, d.cancelScan, { unit, id })), 'directives.scan-ended')
})

test('another unit sees neither the scan nor its state, and cannot end it', async t => {
  const { w, keep } = await office(t)
  const id = await keep()
  const other = await w.unit('front_committee')
  const stranger = await w.actor(other, 'clerk')
  assert.equal(await w.read(stranger, tx => d.scanOf(tx, id)), null)
  assert.equal(refusal(await w.run(stranger, d.cancelScan, { unit: other, id })), 'directives.scan-ended')
})
