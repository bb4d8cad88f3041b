import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromReading, read, textIn, write, type Block, type PaperLetter } from '../index.ts'

const LETTER: PaperLetter = {
  regime: 'state',
  parentIssuer: 'Hội Chữ thập đỏ tỉnh X',
  issuer: 'Hội Chữ thập đỏ huyện Y',
  docType: 'công văn',
  number: '12',
  symbol: 'CTĐ-VP',
  subject: 'báo cáo công tác nhân đạo',
  place: 'Y',
  date: '2024-04-03',
  addressees: ['Hội Chữ thập đỏ các xã, thị trấn'],
  recipients: ['Như trên'],
  archive: 'VT',
  authorityPrefix: 'TM',
  authorityBody: 'Ban Thường vụ',
  signerTitle: 'Chủ tịch',
  signerName: 'Nguyễn Thị Mẫu',
  blocks: [{ kind: 'paragraph', text: 'Đề nghị các đơn vị báo cáo kết quả trước ngày 15/4/2024.' }],
  annexes: [],
  attachments: [],
  urgency: null,
  circulation: null,
  specimen: false,
  copy: null,
}

const written = async (letter: PaperLetter, format: 'docx' | 'pdf'): Promise<Uint8Array> => {
  const bytes = await write(letter, format)
  assert.ok(bytes.ok, JSON.stringify(bytes))
  return bytes.value
}
const squeezed = (text: string | null): string => (text ?? '').normalize('NFC').replace(/\s+/g, '')

/** Signs that mean something to Typst, to XML or to Word. */
const SIGNS = [
  '#',
  '$',
  '*',
  '_',
  '`',
  '@x',
  '<a>',
  '</w:p>',
  '&amp;',
  '\\',
  '//',
  '/*',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '=',
  '+',
  '~',
  '#let x = 1',
  '#panic("x")',
  '#import "/etc/passwd"',
  'sys.inputs',
  '\\u{41}',
  '%',
  ']]>',
  'http://a.b',
]

test('markup in any field comes out as the text that it is', async () => {
  const hostile = fc
    .array(fc.constantFrom(...SIGNS, 'chữ', 'Ố'), { minLength: 1, maxLength: 6 })
    .map(parts => `chữ ${parts.join(' ')} hết`)
  await fc.assert(
    fc.asyncProperty(hostile, hostile, hostile, async (a, b, c) => {
      const letter = {
        ...LETTER,
        addressees: [a],
        blocks: [
          { kind: 'paragraph', text: b },
          { kind: 'item', label: '1', text: c, level: 0 },
          { kind: 'table', caption: a, head: [b, c], align: ['left', 'right'], rows: [[c, a]] },
        ] satisfies Block[],
        annexes: [{ title: b, blocks: [] }],
      }
      for (const format of ['pdf', 'docx'] as const) {
        const text = squeezed(await textIn(await written(letter, format)))
        for (const words of [a, b, c]) assert.ok(text.includes(squeezed(words)), `${format}: ${words}`)
      }
    }),
    { numRuns: 12 },
  )
})

test('any text at all, in any field, is written or refused, and never throws', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      async (a, b) => {
        const letter = {
          ...LETTER,
          subject: a,
          issuer: b,
          place: a,
          signerName: b,
          archive: a,
          blocks: [{ kind: 'item', label: a, text: b, level: 1 } as const],
        }
        for (const format of ['pdf', 'docx'] as const) {
          const done = await write(letter, format)
          assert.ok(done.ok || done.problem.kind === 'paper.secret-not-written')
        }
      },
    ),
    { numRuns: 20 },
  )
})

test('a PDF is tagged, names its language, carries its fonts, and is the same bytes each time', async () => {
  const letter = { ...LETTER, signerName: 'Thạch Sa Vanh', addressees: ['Chùa Khleang (វត្តឃ្លាំង)'] }
  const pdf = Buffer.from(await written(letter, 'pdf')).toString('latin1')
  assert.match(pdf, /\/MarkInfo\s*<<\s*\/Marked true/)
  assert.match(pdf, /\/StructTreeRoot/)
  assert.match(pdf, /\/Lang\s*\(vi-VN\)/)
  for (const font of ['Tinos-Regular', 'Tinos-Bold', 'Battambang-Regular'])
    assert.match(pdf, new RegExp(`/[A-Z]{6}\\+${font}`))
  assert.equal(pdf.match(/\/FontFile[23]/g)?.length, pdf.match(/\/Type\s*\/FontDescriptor/g)?.length)
  assert.equal(Buffer.from(await written(letter, 'pdf')).toString('latin1'), pdf)
})

test('a letter that bears a mark of secrecy is not written, wherever the mark stands', async () => {
  for (const mark of ['MẬT', 'TỐI MẬT', 'TUYỆT MẬT'])
    for (const letter of [
      { ...LETTER, circulation: mark },
      { ...LETTER, blocks: [{ kind: 'paragraph', text: mark } as const] },
      { ...LETTER, annexes: [{ title: mark, blocks: [] }] },
      {
        ...LETTER,
        blocks: [{ kind: 'table', caption: null, head: ['A', 'B'], align: [], rows: [['x', mark]] } as const],
      },
    ])
      for (const format of ['pdf', 'docx'] as const) {
        const done = await write(letter, format)
        assert.equal(done.ok ? 'written' : done.problem.kind, 'paper.secret-not-written')
      }
  const words = await write(
    { ...LETTER, blocks: [{ kind: 'paragraph', text: 'Giữ bí mật nhà nước, mật độ dân cư.' }] },
    'pdf',
  )
  assert.ok(words.ok)
})

test('a specimen says so on every page, and what is read of it is the letter', async () => {
  const rows = Array.from({ length: 60 }, (_, at) => [String(at + 1), 'Hội Chữ thập đỏ xã Z'])
  const letter = {
    ...LETTER,
    specimen: true,
    blocks: [...LETTER.blocks, { kind: 'table', caption: null, head: ['STT', 'Đơn vị'], align: [], rows } as const],
  }
  const pdf = await written(letter, 'pdf')
  const marks = (await textIn(pdf))?.match(/BẢN MẪU – KHÔNG CÓ GIÁ TRỊ/g)?.length ?? 0
  assert.ok(marks >= 2, String(marks))
  const reading = await read(pdf)
  assert.ok(reading.ok)
  assert.equal(reading.value.documents[0]?.signerName, 'Nguyễn Thị Mẫu')
  assert.deepEqual(reading.value.documents[0]?.addressees, LETTER.addressees)
})

test('a field that is not as the schema says is named', () => {
  const said = (doc: unknown) => {
    const done = fromReading(doc as Parameters<typeof fromReading>[0])
    return done.ok ? 'written' : `${done.problem.kind} ${String(done.problem.values?.['field'])}`
  }
  assert.equal(said({ issuer: 'A', tasks: [{ label: '1' }] }), 'paper.field-not-writable tasks.0.text')
  assert.equal(said({ issuer: 'A', date: '03/04/2024' }), 'paper.field-not-writable date')
  assert.equal(said({ issuer: 'A', regime: 'army' }), 'paper.field-not-writable regime')
  assert.equal(said({ issuer: 'A', addressees: 'B' }), 'paper.field-not-writable addressees')
  assert.equal(said({ number: '1' }), 'paper.field-missing issuer')
})
