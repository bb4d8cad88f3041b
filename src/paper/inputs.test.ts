import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { workSince } from '../../test/work-since.ts'
import { strToU8, zipSync } from 'fflate'
import fc from 'fast-check'
import { read, readText, type Letter } from './index.ts'
import { tidy } from './plain.ts'

const seed = readFileSync(new URL('../../../samples/soc-trang-2023.txt', import.meta.url))
const seedText = new TextDecoder().decode(seed)

const problemOf = async (bytes: Uint8Array) => {
  const result = await read(bytes)
  return result.ok ? 'read' : result.problem.kind
}
const numbers = async (bytes: Uint8Array) => {
  const result = await read(bytes)
  return result.ok ? result.value.documents.map(letter => letter.number) : result.problem
}

const paragraph = (text: string) =>
  `<w:p><w:r><w:t xml:space="preserve">${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</w:t></w:r></w:p>`
const docx = (body: string, prolog = '') =>
  zipSync({
    '[Content_Types].xml': strToU8(
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    '_rels/.rels': strToU8(
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    'word/document.xml': strToU8(
      `<?xml version="1.0"?>${prolog}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    ),
  })

/** A one-page PDF with a line of text for each entry, or an empty page. */
function pdf(lines: readonly string[]): Uint8Array {
  const stream = lines
    .map((line, at) => `BT /F1 12 Tf 60 ${780 - at * 20} Td (${line.replace(/[()\\]/g, '\\$&')}) Tj ET`)
    .join('\n')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let out = '%PDF-1.4\n'
  const offsets = objects.map((object, at) => {
    const from = out.length
    out += `${at + 1} 0 obj\n${object}\nendobj\n`
    return from
  })
  const table = out.length
  out += `xref\n0 6\n0000000000 65535 f \n${offsets.map(from => `${String(from).padStart(10, '0')} 00000 n \n`).join('')}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n${table}\n%%EOF`
  return strToU8(out)
}

test('the same letters are read from UTF-8, UTF-16, decomposed and unaccented text', async () => {
  assert.deepEqual(await numbers(seed), ['2052', '1016'])
  const wide = new Uint8Array(Buffer.from(`\ufeff${seedText}`, 'utf16le'))
  assert.deepEqual(await numbers(wide), ['2052', '1016'])
  const decomposed = await read(strToU8(seedText.normalize('NFD').replace(/\n/g, '\r\n')))
  assert.ok(decomposed.ok)
  assert.equal(decomposed.value.encoding, 'nfd')
  assert.equal(decomposed.value.documents[1]?.signerName, 'Hồ Thị Cẩm Đào')
  const plain = readText(seedText.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D'))
  assert.ok(plain.ok)
  assert.equal(plain.value.encoding, 'unaccented')
  assert.deepEqual(
    plain.value.documents[1]?.tasks.map(task => task.label),
    ['1', '2', '3', '4', '5', '6'],
  )
})

test('legacy TCVN3 and VNI letters become Unicode, as bytes and as characters', async () => {
  const tcvn3 =
    'HéI CH÷ THËP §á TØNH X\nSè: 61/CV-TH\n\nX, ngµy 08 th¸ng 02 n¨m 2007\n\nKÝnh göi: Héi Ch÷ thËp ®á c¸c huyÖn.\n\nTØnh Héi ®Ò nghÞ c¸c huyÖn b¸o c¸o viÖc thùc hiÖn c«ng t¸c nh©n ®¹o.\n\nN¬i nhËn:\n- Nh­ trªn;\n- L­u: VP.\n'
  const vni =
    'HOÄI CHÖÕ THAÄP ÑOÛ TÆNH X\nSoá: 61/CV-TH\n\nX, ngaøy 08 thaùng 02 naêm 2007\n\nKính göûi: Hoäi Chöõ thaäp ñoû caùc huyeän.\n\nTænh Hoäi ñeà nghò caùc huyeän baùo caùo vieäc thöïc hieän coâng taùc nhaân ñaïo.\n\nNôi nhaän:\n- Nhö treân;\n- Löu: VP.\n'
  for (const [text, encoding] of [
    [tcvn3, 'tcvn3'],
    [vni, 'vni'],
  ] as const) {
    for (const bytes of [strToU8(text), strToU8(text, true)]) {
      const result = await read(bytes)
      assert.ok(result.ok)
      assert.equal(result.value.encoding, encoding)
      assert.deepEqual(result.value.documents[0]?.addressees, ['Hội Chữ thập đỏ các huyện'])
      assert.equal(result.value.documents[0]?.issuer, 'Hội Chữ thập đỏ tỉnh X')
    }
  }
})

test('a Word document is read; its entities are harmless, and a bomb is refused before it is unpacked', async () => {
  const body = seedText.split('\n').map(paragraph).join('')
  assert.deepEqual(await numbers(docx(body)), ['2052', '1016'])
  const laughs = `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(1000)}">${Array.from({ length: 9 }, (_, at) => `<!ENTITY a${at} "${`&a${at === 0 ? '' : at - 1};`.repeat(10)}">`).join('')}]>`
  const began = process.cpuUsage()
  await read(docx(`<w:p><w:r><w:t>&a8;</w:t></w:r></w:p>${body}`, laughs))
  assert.ok(workSince(began) < 5_000)
  const bomb = zipSync({ 'word/document.xml': new Uint8Array(60 * 1024 * 1024) }, { level: 9 })
  assert.equal(await problemOf(bomb), 'paper.too-large')
  assert.equal(await problemOf(docx(body).slice(0, 700)), 'paper.damaged')
  // A directory that lies about the size is found out at the size it claims, not after unpacking the rest.
  const lying = zipSync({ 'word/document.xml': new Uint8Array(30 * 1024 * 1024) }, { level: 9 })
  const directory = Buffer.from(lying).lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
  new DataView(lying.buffer, lying.byteOffset).setUint32(directory + 24, 2000, true)
  assert.equal(await problemOf(lying), 'paper.damaged')
  assert.equal(await problemOf(zipSync({ 'a.txt': strToU8('x') })), 'paper.binary')
})

test('the text layer of a PDF is read; a scan without one says how many pages it has', async () => {
  assert.deepEqual(
    await numbers(
      pdf([
        'HOI CHU THAP DO TINH X',
        'So: 7/CTD-VP',
        'X, ngay 02 thang 3 nam 2024',
        'Kinh gui: Hoi Chu thap do cac xa.',
        'De nghi cac xa bao cao.',
        'Noi nhan:',
        '- Nhu tren;',
        '- Luu: VT.',
      ]),
    ),
    ['7'],
  )
  const scan = await read(pdf([]))
  assert.deepEqual(scan, { ok: false, problem: { kind: 'paper.no-text-layer', values: { pages: 1 } } })
  assert.equal(await problemOf(pdf(['x']).slice(0, 120)), 'paper.damaged')
})

test('what is no letter is refused with its reason', async () => {
  assert.equal(await problemOf(new Uint8Array()), 'paper.empty')
  assert.equal(await problemOf(strToU8('  \n\n ')), 'paper.empty')
  assert.equal(await problemOf(new Uint8Array(20 * 1024 * 1024 + 1)), 'paper.too-large')
  assert.equal(await problemOf(Uint8Array.from({ length: 4000 }, (_, at) => (at * 37) % 29)), 'paper.binary')
  assert.equal(await problemOf(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0])), 'paper.image')
  assert.equal(await problemOf(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16])), 'paper.image')
  assert.equal(await problemOf(strToU8('Hôm nay trời đẹp, tôi đi chợ mua cá.')), 'paper.no-letter')
  const locked = new Uint8Array(2048)
  locked.set([0xd0, 0xcf, 0x11, 0xe0])
  assert.equal(await problemOf(locked), 'paper.binary')
  locked.set(strToU8(Array.from('EncryptedPackage').join('\0')), 600)
  assert.equal(await problemOf(locked), 'paper.encrypted')
})

/** Every offset in range, and every verbatim field equal to what its span shows. */
function checkLetter(letter: Letter): void {
  for (const [path, spans] of Object.entries(letter.fields)) {
    for (const { start, end, confidence } of spans)
      assert.ok(start >= 0 && start <= end && end <= letter.text.length && confidence > 0 && confidence <= 1, path)
  }
  const shown = (path: string) => letter.fields[path]?.map(({ start, end }) => tidy(letter.text.slice(start, end)))
  for (const path of ['number', 'place', 'archive'] as const) {
    const value = letter[path]
    if (value !== null) assert.deepEqual(shown(path), [value], path)
  }
  for (const path of ['addressees', 'recipients', 'attachments'] as const)
    letter[path].forEach((value, at) => assert.ok(sameBut(shown(`${path}.${at}`)?.[0], value), `${path}.${at}`))
  letter.tasks.forEach((task, at) => {
    assert.ok(task.start >= 0 && task.start <= task.end && task.end <= letter.text.length)
    if (task.deadlineText !== null)
      assert.ok(sameBut(shown(`tasks.${at}.deadline`)?.[0], task.deadlineText), `tasks.${at}.deadline`)
    for (const ask of task.asks) {
      assert.ok(sameBut(tidy(letter.text.slice(ask.start, ask.end)), ask.phrase))
      assert.ok(ask.sentence.start <= ask.start && ask.sentence.end >= ask.start)
    }
  })
}

/** A name that runs over a page number or stray dates shows them inside its span, between words of its own. */
const sameBut = (shown: string | undefined, value: string): boolean => {
  if (shown === undefined || shown === value) return shown === value
  const [words, own] = [shown.split(' '), value.split(' ')]
  let at = 0
  for (const word of words) if (word === own[at]) at++
  return at === own.length && words[0] === own[0] && words.at(-1) === own.at(-1)
}

test('in the letters of 2023 every verbatim field is what its span shows', () => {
  const result = readText(seedText)
  assert.ok(result.ok)
  result.value.documents.forEach(checkLetter)
})

const lines = seedText.split('\n').filter(line => line !== '')
const anyLine = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...lines) },
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '',
    '',
    '2',
    '--- PAGE BREAK ---',
    'Điều 1. x',
    '1. a',
    'a) b',
    '- c',
    'I. D',
    '“1. e',
    'Số:',
    'Nơi nhận:',
    'TM.',
    'T/M',
    'KT. ',
    '| STT | Việc | Chủ trì |',
    'PHỤ LỤC',
    '(',
    ')',
    '"',
  ),
)

test('letters shuffled, cut and spoiled in any way are read or refused, with every offset in range', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 60 }), parts => {
      const result = readText(parts.join('\n'))
      if (!result.ok) return assert.match(result.problem.kind, /^paper\./)
      const { text, documents, leftOut } = result.value
      for (const one of leftOut) assert.ok(one.start >= 0 && one.start <= one.end && one.end <= text.length)
      for (const letter of documents) {
        assert.equal(text.slice(letter.start, letter.end), letter.text)
        checkLetter(letter)
      }
    }),
    { numRuns: 300 },
  )
})

test('a name that goes on after stray dates shows them inside its span and does not hold them', () => {
  const head = lines.slice(0, 12).join('\n')
  const result = readText(`${head}\nNơi nhận:\n- Sở\n1952. 10. 10.\nY tế tỉnh;\n`)
  assert.ok(result.ok)
  const letter = result.value.documents.at(-1)!
  assert.deepEqual(letter.recipients, ['Sở Y tế tỉnh'])
  checkLetter(letter)
})

test('any bytes at all are read or refused, never thrown at', async () => {
  const magic = fc.constantFrom<number[]>(
    [],
    [0x50, 0x4b, 3, 4],
    [0x25, 0x50, 0x44, 0x46, 0x2d],
    [0xff, 0xfe],
    [0xd0, 0xcf, 0x11, 0xe0],
  )
  await fc.assert(
    fc.asyncProperty(magic, fc.uint8Array({ maxLength: 400 }), async (first, rest) => {
      const result = await read(new Uint8Array([...first, ...rest]))
      assert.ok(result.ok || result.problem.kind.startsWith('paper.'))
    }),
    { numRuns: 120 },
  )
})

test('a text as long as any that is read, of hostile lines, does not hang; a longer one is refused', () => {
  const longer = readText('Công văn '.repeat(300_000))
  assert.equal(longer.ok ? 'read' : longer.problem.kind, 'paper.too-large')
  const bundle = readText(`${lines.join('\n')}\n`.repeat(150))
  assert.equal(bundle.ok ? 'read' : bundle.problem.kind, 'paper.too-many')
  const start = `${lines.slice(0, 12).join('\n')}\n`
  const megabytes = (line: string, count: number) => start + line.repeat(Math.ceil((count * 1024 * 1024) / line.length))
  const hostile = [
    'A',
    '((((((((',
    'Điều 1. Sở Y tế\n',
    'Công văn số 1/A-B ',
    '1. Đề nghị Sở Y tế chủ trì.\n',
    'TM. BAN THƯỜNG VỤ\n',
    'Số: 1/CV-X\nX, ngày 01 tháng 02 năm 2024\nKính gửi: Y\nNơi nhận:\n',
    'PHỤ LỤC\n',
    '| STT | Việc | Chủ trì |\n',
  ]
  for (const [at, line] of hostile.entries()) {
    const began = process.cpuUsage()
    readText(megabytes(line, at < 3 ? 2 : 0.5))
    const spent = workSince(began)
    assert.ok(spent < 20_000, `${JSON.stringify(line)} took ${Math.round(spent)} ms`)
  }
})

test('the development letters are read at least as well as when this was written', t => {
  const corpus = join(process.env['CHIDO_SHARED'] ?? '../shared', 'corpus')
  if (!existsSync(join(corpus, 'dev'))) return t.skip(`no corpus at ${corpus}: set CHIDO_SHARED to score the reader`)
  const cli = new URL('./score-cli.js', import.meta.url).pathname
  const run = spawnSync(
    process.execPath,
    [join(corpus, 'score.mjs'), join(corpus, 'dev'), '--cmd', `'${process.execPath}' '${cli}' {file}`],
    { encoding: 'utf8' },
  )
  const macro = /MACRO-F1\s+folded\s+([\d.]+)/.exec(run.stdout)?.[1]
  assert.ok(Number(macro) >= 97, run.stdout + run.stderr)
})
