import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { likeness, scan, scannedPdf } from '../../test/scans.ts'
import { workSince } from '../../test/work-since.ts'
import { pagePicture, placeOf, read, readSlowly, type Reading, type Spot, type Turn } from './index.ts'

const LETTER = [
  'ỦY BAN NHÂN DÂN TỈNH AN LẠC          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  '     SỞ NỘI VỤ                                 Độc lập - Tự do - Hạnh phúc',
  'Số: 315/SNV-TCBC                          An Lạc, ngày 14 tháng 3 năm 2024',
  'V/v rà soát cán bộ làm công tác nhân đạo',
  '',
  '               Kính gửi: Ủy ban nhân dân các huyện, thành phố.',
  '',
  'Căn cứ Kế hoạch số 27/KH-UBND ngày 20/02/2024 của Ủy ban nhân dân tỉnh về',
  'công tác nhân đạo năm 2024, Sở Nội vụ đề nghị Ủy ban nhân dân các huyện, thành',
  'phố thực hiện một số nội dung sau:',
  '1. Rà soát, thống kê cán bộ làm công tác nhân đạo ở xã, phường, thị trấn.',
  '2. Giao Phòng Nội vụ chủ trì, phối hợp với Hội Chữ thập đỏ cùng cấp tổng hợp kết',
  'quả, gửi về Sở Nội vụ trước ngày 15/4/2024.',
  '3. Báo cáo tình hình trong 5 ngày làm việc kể từ ngày nhận được văn bản này.',
  'Đề nghị các đơn vị quan tâm thực hiện./.',
  '',
  'Nơi nhận:                                          GIÁM ĐỐC',
  '- Như trên;',
  '- Lưu: VT, TCBC.',
  '                                                  Trần Văn Bình',
]

async function slowly(bytes: Uint8Array): Promise<Reading> {
  const result = await readSlowly(bytes)
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}

/** The letter's fields as an office would type them. */
function holdsTheLetter(reading: Reading): void {
  const letter = reading.documents[0]
  assert.ok(letter)
  const { issuer, parentIssuer, number, symbol, subject, date, addressees, signerTitle, archive } = letter
  assert.deepEqual(
    { issuer, parentIssuer, number, symbol, subject, date, addressees, signerTitle, archive },
    {
      issuer: 'Sở Nội vụ',
      parentIssuer: 'Ủy ban nhân dân tỉnh An Lạc',
      number: '315',
      symbol: 'SNV-TCBC',
      subject: 'rà soát cán bộ làm công tác nhân đạo',
      date: '2024-03-14',
      addressees: ['Ủy ban nhân dân các huyện, thành phố'],
      signerTitle: 'Giám đốc',
      archive: 'VT, TCBC',
    },
  )
  assert.deepEqual(
    letter.tasks.map(task => [task.label, task.deadline]),
    [
      ['1', null],
      ['2', '2024-04-15'],
      ['3', null],
    ],
  )
}

const spotsOf = (reading: Reading, path: string): readonly Spot[] => {
  const letter = reading.documents[0]
  const span = letter?.fields[path]?.[0]
  assert.ok(letter && span, path)
  return placeOf(reading, { start: letter.start + span.start, end: letter.start + span.end })
}

test('a photograph held askew and full of specks is read, and its boxes lie where the words are printed', async () => {
  const reading = await slowly(scan(LETTER, { turn: 1.2, specks: 0.0003, format: 'jpeg' }))
  holdsTheLetter(reading)
  assert.equal(reading.kind, 'picture')
  assert.deepEqual(reading.recognised, [1])
  assert.ok(likeness(LETTER.join('\n'), reading.text) > 0.97, reading.text)
  const [spot] = spotsOf(reading, 'number')
  assert.ok(spot && 'box' in spot)
  // "315" is printed 70 points from the left and 98 from the top of a page of 595 by 842, turned about its middle.
  const [x, y, width, height] = spot.box
  assert.equal(spot.page, 1)
  assert.ok(x > 0.11 && x + width < 0.2 && y > 0.07 && y + height < 0.14, JSON.stringify(spot.box))
  // What an OCR read is never as sure as what the file itself says.
  assert.ok((reading.documents[0]?.fields['number']?.[0]?.confidence ?? 1) < 0.97)
})

test('pages upside down and on their side are turned, beside pages with a text layer', async () => {
  const pdf = scannedPdf([scan(LETTER, { turn: 180 }), ['PHỤ LỤC 1', 'Danh sách xã'], scan(LETTER, { turn: 90 })])
  const pages: number[][] = []
  const result = await readSlowly(pdf, { onPage: (done, of) => pages.push([done, of]) })
  assert.ok(result.ok, JSON.stringify(result))
  assert.deepEqual(pages, [
    [1, 2],
    [2, 2],
  ])
  const { places, recognised, unread, documents, text } = result.value
  assert.deepEqual([recognised, unread], [[1, 3], []])
  assert.ok(places.by === 'page')
  const turned: Readonly<Record<number, Turn>> = places.turned
  assert.deepEqual({ ...turned }, { 1: 180, 3: 270 })
  assert.equal(documents.length, 2)
  assert.ok(text.includes('PHỤ LỤC 1'))
  holdsTheLetter(result.value)
  // The desk draws the page the way up it was read.
  const drawn = await pagePicture(pdf, 1, 300, turned[1])
  assert.ok(drawn.ok)
  assert.deepEqual([...drawn.value.subarray(1, 4)], [0x50, 0x4e, 0x47])
  assert.equal(new DataView(drawn.value.buffer, drawn.value.byteOffset).getUint32(16), 300)
})

test('quick reading sends pictures and scans to slow reading, and keeps what it can', async () => {
  const picture = scan(LETTER, { dpi: 30 })
  assert.deepEqual(await read(picture), { ok: false, problem: { kind: 'paper.image' } })
  assert.deepEqual(await read(scannedPdf([picture, picture])), {
    ok: false,
    problem: { kind: 'paper.no-text-layer', values: { pages: 2 } },
  })
  const mixed = await read(scannedPdf([LETTER, picture]))
  assert.ok(mixed.ok)
  assert.deepEqual(mixed.value.unread, [2])
  holdsTheLetter(mixed.value)
  const [spot] = spotsOf(mixed.value, 'date')
  assert.ok(spot && 'box' in spot && spot.page === 1 && Math.abs(spot.box[1] - 0.105) < 0.02, JSON.stringify(spot))
})

test('a scan of a thousand pages is refused at once, with the number of pages that may be read', async () => {
  const page = scan(['x'], { dpi: 20 })
  const pdf = scannedPdf(Array.from({ length: 1_000 }, () => page))
  const began = process.cpuUsage()
  assert.deepEqual(await readSlowly(pdf), {
    ok: false,
    problem: { kind: 'paper.too-many-pages', values: { pages: 1_000, limit: 60 } },
  })
  assert.ok(workSince(began) < 20_000)
})

test('reading a scan stops when asked, and refuses more pages than its setting', async () => {
  const page = scan(LETTER, { dpi: 100 })
  const stop = new AbortController()
  const stopped = await readSlowly(scannedPdf([page, page, page]), {
    signal: stop.signal,
    onPage: () => stop.abort(),
  })
  assert.deepEqual(stopped, { ok: false, problem: { kind: 'paper.stopped', values: { page: 2 } } })
  const many = await readSlowly(scannedPdf([page, page]), { maxPages: 1 })
  assert.equal(many.ok ? 'read' : many.problem.kind, 'paper.too-many-pages')
})

test('pictures that are cut off, empty, too large or of a strange kind are refused with their reason', async () => {
  const kindOf = async (bytes: Uint8Array) => {
    const result = await readSlowly(bytes)
    return result.ok ? 'read' : result.problem.kind
  }
  assert.equal(await kindOf(scan(LETTER, { dpi: 40 }).slice(0, 20)), 'paper.damaged')
  assert.ok(['paper.damaged', 'paper.blank-pages'].includes(await kindOf(scan(LETTER, { dpi: 40 }).slice(0, 300))))
  assert.equal(await kindOf(scan([], { dpi: 40 })), 'paper.blank-pages')
  // A picture of 60,000 by 60,000 points in a few bytes: only its head is ever read.
  const huge = scan(LETTER, { dpi: 20 })
  new DataView(huge.buffer, huge.byteOffset).setUint32(16, 60_000)
  new DataView(huge.buffer, huge.byteOffset).setUint32(20, 60_000)
  assert.ok(['paper.picture-too-large', 'paper.damaged'].includes(await kindOf(huge)))
  assert.equal(await kindOf(new TextEncoder().encode('RIFF....WEBPVP8 ')), 'paper.picture-format')
  const beyond = await pagePicture(scannedPdf([LETTER]), 2, 300)
  assert.deepEqual(beyond, { ok: false, problem: { kind: 'paper.no-such-page', values: { page: 2, pages: 1 } } })
})

test('PDFs that are cut off, locked or spoilt anywhere are read or refused, and the reader lives on', async () => {
  const whole = scannedPdf([LETTER, scan(LETTER, { dpi: 20 })])
  for (let at = 1; at <= 12; at++) {
    const spoilt = whole.slice()
    for (let i = at * 97; i < spoilt.length; i += 1_000 + at * 331) spoilt[i] = (spoilt[i] ?? 0) ^ (at * 21)
    for (const bytes of [whole.slice(0, Math.floor((whole.length * at) / 13)), spoilt]) {
      const result = await read(bytes)
      assert.ok(result.ok || result.problem.kind.startsWith('paper.'))
    }
  }
  const after = await read(scannedPdf([LETTER]))
  assert.ok(after.ok)
  holdsTheLetter(after.value)
})

test('without the part that reads pictures the reader says what is missing and how to get it', () => {
  const program = `
    import { registerHooks } from 'node:module'
    registerHooks({ resolve: (name, at, next) => {
      if (name.startsWith('tesseract.js')) throw Object.assign(new Error('gone'), { code: 'MODULE_NOT_FOUND' })
      return next(name, at)
    } })
    const { read, readSlowly, ocrInstalled } = await import(${JSON.stringify(new URL('./index.js', import.meta.url).href)})
    const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])
    const answers = [await read(picture), await readSlowly(picture)]
    console.log(JSON.stringify([ocrInstalled(), ...answers.map(one => one.problem?.kind)]))
  `
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
  assert.equal(run.stdout.trim(), '[false,"paper.ocr-missing","paper.ocr-missing"]', run.stderr)
})
