import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { unzipSync } from 'fflate'
import { exportCommand, scoreCommand } from '../../src/doors/cli/reading.ts'
import { paperTools, readScans, type PaperTools, type ReadSlowly } from '../../src/directives/index.ts'
import type { CommandId } from '../../src/kernel/index.ts'
import { fromReading, pagePicture, readText, write } from '../../src/paper/index.ts'
import { translator } from '../../src/words/index.ts'
import { SAMPLE, testApp, troublesIn, words, type TestApp } from '../app.ts'
import { longLetter } from '../long-letter.ts'
import { readIn, sampleFile, visitors } from '../play.ts'
import { uuid7 } from '../testkit.ts'
import { aForm, formOf, problemsOf, wordsOf } from '../visitor.ts'

const file = (text: string): File => new File([text], 'van-ban.txt', { type: 'text/plain' })
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1])
const scanFile = (): File => new File([PNG], 'ban-quet.png', { type: 'image/png' })
const marked = (html: string): string[] =>
  [...html.matchAll(/<mark[^>]*class="[^"]*chosen[^"]*"[^>]*>([\s\S]*?)<\/mark>/g)].map(one => wordsOf(one[1]!))

test('a field asked for in the address is marked in the letter, with the line and the rule in words', async t => {
  const app = await testApp(t)
  const clerk = await visitors(app)('vanthu.tinh-uy')
  const reading = await readIn(clerk, sampleFile())
  const desk = await clerk.get(`${reading}/1?field=number`)
  assert.match(desk.html, /id="where"/)
  assert.deepEqual(marked(desk.html), ['4 2052'])
  const said = wordsOf(desk.html)
  assert.ok(said.includes('Đọc ở dòng Số: 2052 /MTTQ-BTT') && said.includes('dòng số, ký hiệu · chắc chắn'))
  assert.match(desk.html, /href="#mark-number-0"/)
})

test('what is not sure or missing stands first', async t => {
  const app = await testApp(t)
  const clerk = await visitors(app)('vanthu.tinh-uy')
  const text = readFileSync(SAMPLE, 'utf8').replace(/ngày 08 tháng 02 năm 2023/, 'ngày     tháng 02 năm 2023')
  const { html } = await clerk.get(`${await readIn(clerk, file(text))}/1`)
  const [look, sure, absent] = ['Cần xem lại', 'Chắc chắn', 'Không thấy trong văn bản'].map(title =>
    html.indexOf(`<h2>${title}</h2>`),
  )
  assert.ok(look! > 0 && look! < sure! && sure! < absent!, `${look} ${sure} ${absent}`)
  const date = html.indexOf('name="issuedOn"')
  assert.ok(date > look! && date < sure!)
})

test('a letter of sixty sheets: each page is light, and turning one keeps what was typed', async t => {
  const app = await testApp(t)
  const clerk = await visitors(app)('vanthu.tinh-uy')
  const path = `${await readIn(clerk, file(longLetter()))}/1`
  const first = await clerk.get(path)
  const pages = Number(/Trang chữ 1\/(\d+)/.exec(first.html)![1])
  assert.ok(pages >= 30, `${pages} pages`)
  const sizes: number[] = []
  for (const page of [1, 2, Math.ceil(pages / 2), pages]) {
    const before = app.db.statements()
    const { html, status } = await clerk.get(`${path}?page=${page}`)
    assert.equal(status, 200)
    assert.ok(app.db.statements() - before <= 6)
    sizes.push(Buffer.byteLength(html))
  }
  assert.ok(Math.max(...sizes) < 60_000, `${sizes.join(', ')} bytes`)
  const rows = await app.rows()
  const struck = formOf(first.html, '/1').values
  delete struck['clause-2']
  const second = await clerk.post(`${path}?page=2`, {
    ...struck,
    subject: 'trích yếu đã sửa',
    'due-1': '2023-12-24',
    look: 'page',
  })
  assert.equal(second.status, 200)
  assert.ok(second.html.includes('Trang chữ 2/'))
  const back = await clerk.post(`${path}?page=1`, { ...formOf(second.html, '/1').values, look: 'page' })
  const now = formOf(back.html, '/1').values
  assert.deepEqual(
    [now['subject'], now['due-1'], now['clause-1'], now['clause-2'], now['clause-3']],
    ['trích yếu đã sửa', '2023-12-24', 'yes', undefined, 'yes'],
  )
  assert.deepEqual(await app.rows(), rows, 'looking changes nothing')
  // Registered from the second page: the clauses of all pages go along, the one that was struck out does not.
  const done = await clerk.submit(second, '/1', { as: 'incoming' })
  const letter = await clerk.follow(done)
  assert.equal(letter.status, 200)
  const reading = readText(longLetter())
  assert.ok(reading.ok)
  assert.equal((await app.rows())['clause'], reading.value.documents[0]!.tasks.length - 1)
})

test('the clerk’s corrections become the unit’s test set: seen, downloaded, written out and scored by its administrator', async t => {
  const app = await testApp(t)
  const as = visitors(app)
  const clerk = await as('vanthu.mttq-tinh')
  const reading = await readIn(clerk, sampleFile())
  const desk = await clerk.get(`${reading}/2`)
  const fixed = { signerName: 'Người Ký Khác', 'taken-signerName': '10-25', confirmed: 'yes', as: 'incoming' }
  await clerk.follow(await clerk.submit(desk, '/2', fixed))
  const admin = await as('quantri.mttq-tinh')
  const before = app.db.statements()
  const page = await admin.get('/readings/test-set')
  assert.ok(app.db.statements() - before <= 7)
  const said = wordsOf(page.html)
  assert.ok(said.includes('1 văn bản, trong đó 1 đã đối chiếu mọi trường') && said.includes('Toàn văn từng văn bản'))
  assert.match(page.html, /Người ký<\/th>[\s\S]{0,400}?>1</)
  const zip = await fetch(new URL('/readings/test-set', app.url), {
    method: 'POST',
    body: new URLSearchParams(aForm()),
    headers: {
      origin: app.url,
      cookie: admin
        .state()
        .cookies.map(one => `${one.name}=${one.value}`)
        .join('; '),
    },
  })
  const files = unzipSync(new Uint8Array(await zip.arrayBuffer()))
  assert.deepEqual(Object.keys(files), ['001.txt', '001.gold.json'])
  assert.equal((await clerk.get('/readings/test-set')).status, 403)
  const other = await (await as('quantri.tinh-uy')).get('/readings/test-set')
  assert.ok(wordsOf(other.html).includes('Chưa có văn bản nào'))
  await writtenOut(t, app)
})

async function writtenOut(t: { after(undo: () => void): void }, app: TestApp): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chido-set-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const said: string[] = []
  const { log, error } = console
  console.log = console.error = (line: string) => void said.push(line)
  t.after(() => void Object.assign(console, { log, error }))
  const speak = translator(words, 'vi')
  const out = (where: string, who: string) =>
    exportCommand(app.db, app.clock(), [where, '--as', `${who}@chi-do.example`], speak, uuid7() as CommandId)
  const to = join(folder, 'set')
  assert.equal(await out(to, 'vanthu.mttq-tinh'), 2)
  assert.equal(await out(to, 'quantri.mttq-tinh'), 0)
  assert.deepEqual(readdirSync(to).sort(), ['001.gold.json', '001.txt'])
  assert.equal(await out(to, 'quantri.mttq-tinh'), 2, 'a folder that holds something is left alone')
  assert.equal(await scoreCommand(['score', to], speak), 0)
  const line = (field: string) => said.find(one => one.startsWith(field))!
  assert.match(line('number'), /100\.0$/)
  assert.match(line('signerName'), / 0\.0$/)
  assert.equal(await scoreCommand(['score', join(folder, 'nowhere')], speak), 2)
  Object.assign(console, { log, error })
}

/** A reader of pictures in three pages that answers when it is let go on. */
function slowly(text: string): { paper: PaperTools; next: () => void } {
  const waiting: (() => void)[] = []
  const readSlowly: ReadSlowly = async (_, { onPage, signal }) => {
    for (let page = 1; page <= 3 && !signal.aborted; page += 1) {
      onPage(page, 3)
      await new Promise<void>(resolve => waiting.push(resolve))
    }
    return readText(text)
  }
  const paper: PaperTools = {
    readSlowly,
    pagePicture: async () => ({ ok: true, value: PNG }),
    placesOf: (_, range) => [{ page: 1, box: [0.1, range.start / 10_000, 0.4, 0.02] }],
    turnOf: () => 0,
  }
  return { paper, next: () => waiting.shift()?.() }
}

const until = async (what: () => Promise<boolean>) => {
  for (let i = 0; i < 200; i += 1) {
    if (await what()) return
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  assert.fail('did not happen within four seconds')
}

test('a scan is refused before it is stored, then told page by page, then a desk with its page beside the text', async t => {
  const { paper, next } = slowly(readFileSync(SAMPLE, 'utf8'))
  const app = await testApp(t, { paper })
  const clerk = await visitors(app)('vanthu.tinh-uy')
  const empty = await app.rows()
  const refused = await clerk.post('/read', { ...aForm(), file: scanFile(), text: '' })
  assert.equal(refused.status, 422)
  assert.match(problemsOf(refused.html).join(), /không trang nào có dấu mật/)
  assert.deepEqual(await app.rows(), empty)
  const sent = await clerk.post('/read', { ...aForm(), file: scanFile(), text: '', lookedAt: 'yes' })
  assert.equal(sent.status, 303)
  const waiting = await clerk.follow(sent)
  assert.ok(wordsOf(waiting.html).includes('đang chờ đến lượt'))
  assert.match(waiting.html, /<meta http-equiv="refresh" content="4"/)
  assert.ok(wordsOf((await clerk.get('/read')).html).includes('Bản quét đang đọc'))
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const work = readScans({
    db: app.db,
    clock: app.clock,
    readSlowly: paper.readSlowly!,
    log,
    signal: new AbortController().signal,
  })
  for (const page of [2, 3]) {
    await until(async () => wordsOf((await clerk.get(sent.location!)).html).includes(`đang đọc trang ${page}/3`))
    next()
  }
  await until(async () => (next(), (await clerk.get(sent.location!)).html.includes('Tìm thấy 2 văn bản')))
  await work
  const desk = await clerk.get(`${sent.location}/1?field=number`)
  assert.match(desk.html, new RegExp(`<img src="${sent.location}/pages/1"`))
  assert.match(desk.html, /<rect x="10.00%"/)
  const picture = await fetch(new URL(`${sent.location}/pages/1`, app.url), {
    headers: {
      cookie: clerk
        .state()
        .cookies.map(one => `${one.name}=${one.value}`)
        .join('; '),
    },
  })
  assert.deepEqual([picture.status, picture.headers.get('content-type')], [200, 'image/png'])
  assert.equal((await (await visitors(app)('vanthu.ban-dan-van')).get(`${sent.location}/pages/1`)).status, 404)
  assert.deepEqual(troublesIn(app.log), [])
})

test('a scan that bears a mark is told to be refused, a cancelled one is gone, and without a reader nothing is stored', async t => {
  const { paper, next } = slowly(`MẬT\n${readFileSync(SAMPLE, 'utf8')}`)
  const app = await testApp(t, { paper })
  const clerk = await visitors(app)('vanthu.tinh-uy')
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const read = () =>
    readScans({
      db: app.db,
      clock: app.clock,
      readSlowly: paper.readSlowly!,
      log,
      signal: new AbortController().signal,
    })
  const send = async () =>
    (await clerk.post('/read', { ...aForm(), file: scanFile(), text: '', lookedAt: 'yes' })).location!
  const secret = await send()
  const work = read()
  const letGo = setInterval(next, 10)
  await work
  clearInterval(letGo)
  const told = await clerk.get(secret)
  assert.ok(wordsOf(told.html).includes('bị từ chối, tệp đã xoá') && !told.html.includes('ban-quet.png'))
  assert.doesNotMatch(told.html, /http-equiv="refresh"/)
  const other = await send()
  const cancelled = await clerk.submit(await clerk.get(other), '/cancel')
  assert.ok((await clerk.follow(cancelled)).html.includes('Đã huỷ đọc'))
  const rows = await app.rows()
  assert.deepEqual([rows['reading'], rows['file']], [0, 1])
  assert.equal(await read(), 0)
  const plain = await testApp(t, { paper: { ...paper, readSlowly: null } })
  const there = await visitors(plain)('vanthu.tinh-uy')
  const before = await plain.rows()
  const answer = await there.post('/read', { ...aForm(), file: scanFile(), text: '', lookedAt: 'yes' })
  assert.equal(answer.status, 422)
  assert.match(problemsOf(answer.html).join(), /OCR/)
  assert.deepEqual(await plain.rows(), before)
})

test('a photograph of a letter is read by the machine itself: its number stands on the desk, its box on the picture', async t => {
  const letter = fromReading({
    regime: 'state',
    issuer: 'Hội Chữ thập đỏ tỉnh Sóc Trăng',
    docType: 'công văn',
    number: '57',
    symbol: 'CTĐ',
    subject: 'tổ chức hiến máu tình nguyện',
    place: 'Sóc Trăng',
    date: '2023-02-08',
    addressees: ['Hội Chữ thập đỏ huyện Kế Sách'],
    signerTitle: 'CHỦ TỊCH',
    signerName: 'Nguyễn Văn Mẫu',
    recipients: ['Như trên'],
    archive: 'VT',
  })
  assert.ok(letter.ok)
  const pdf = await write(letter.value, 'pdf')
  assert.ok(pdf.ok)
  const picture = await pagePicture(pdf.value, 1, 1240)
  assert.ok(picture.ok)
  const app = await testApp(t)
  const clerk = await visitors(app)('vanthu.tinh-uy')
  const file = new File([new Uint8Array(picture.value)], 'anh.png', { type: 'image/png' })
  const waiting = (await clerk.post('/read', { ...aForm(), file, text: '', lookedAt: 'yes' })).location!
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const signal = new AbortController().signal
  assert.equal(await readScans({ db: app.db, clock: app.clock, readSlowly: paperTools.readSlowly!, log, signal }), 1)
  const desk = await clerk.get(`${waiting}/1`)
  assert.equal(desk.status, 200)
  const { values } = formOf(desk.html, '/1')
  assert.deepEqual([values['number'], values['symbol'], values['issuedOn']], ['57', 'CTĐ', '2023-02-08'])
  const page = /src="(\/readings\/[^"]+\/pages\/1[^"]*)"/.exec(desk.html)![1]!
  assert.equal((await clerk.get(page.replaceAll('&amp;', '&'))).headers.get('content-type'), 'image/png')
})
