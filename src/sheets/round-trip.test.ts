import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import * as XLSX from '@e965/xlsx'
import fc from 'fast-check'
import { must, root } from '../../test/testkit.ts'
import type { AreaId, DocumentId, PlainDate, Realm, UnitId } from '../kernel/index.ts'
import { codeFrom, newCode } from './code.ts'
import { buildForm, structureHash } from './layout.ts'
import { formIn, readForm } from './read-form.ts'
import type { FormLayout, SheetForm, SheetFormId } from './types.ts'
import { readWorkbook } from './xlsx-read.ts'
import { refill } from './refill.fixture.ts'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const layout: FormLayout = {
  version: 1,
  unit: { id: id(1) as UnitId, name: 'Đảng ủy xã An Lạc Thôn' },
  document: {
    id: id(2) as DocumentId,
    printed: '2052/MTTQ-BTT',
    issuedOn: '2023-02-02' as PlainDate,
    issuer: 'Ban Thường trực',
    limited: false,
  },
  period: { key: '2023-Q1', from: '2023-01-01' as PlainDate, until: '2023-03-31' as PlainDate },
  area: '3-1' as AreaId,
  tasks: [
    {
      clause: 1,
      label: '1',
      sentence: 'Tổ chức quán triệt <văn bản> & triển khai',
      study: true,
      standing: true,
      due: 'Thường xuyên',
      state: 'Chưa nhận',
    },
    {
      clause: 2,
      label: '2',
      sentence: 'Báo cáo kết quả',
      study: false,
      standing: false,
      due: '01/03/2023',
      state: 'Đã nhận',
    },
  ],
  branches: [
    { id: id(1) as UnitId, name: 'Đảng ủy xã An Lạc Thôn' },
    { id: id(11) as UnitId, name: 'Chi bộ số 1' },
    { id: id(12) as UnitId, name: 'Chi bộ số 2' },
  ],
  audiences: ['key-officers', 'party-members'],
  roll: [{ branch: id(11) as UnitId, audience: 'party-members', people: 30 }],
  indicators: ['blood-units', 'rice'],
}
const code = newCode('a')
const form: SheetForm = {
  id: id(9) as SheetFormId,
  realm: 94 as Realm,
  code,
  unit: layout.unit.id,
  document: layout.document.id,
  madeByUnit: id(3) as UnitId,
  structureHash: structureHash(layout),
  layout,
}
const NAMES: Record<string, string> = { 'blood-units': 'Đơn vị máu tiếp nhận', rice: 'Gạo (kg)' }
const bytes = buildForm(form, { sample: true, indicatorName: key => NAMES[key]! })
const read = (file: Uint8Array) => readForm(must(readWorkbook(file)), form)
const kinds = (file: Uint8Array) =>
  read(file).problems.map(({ at, problem }) => [at && `${at.sheet} ${at.column ?? ''}${at.row}`, problem.kind])
const refused = (file: Uint8Array): string => {
  const book = readWorkbook(file)
  return book.ok ? (r => (r.ok ? 'read' : r.problem.kind))(formIn(book.value)) : book.problem.kind
}

const SESSION = {
  A5: 'Quán triệt',
  B5: '10/02/2023',
  C5: '7h30',
  D5: 0.4375,
  E5: 'Hội trường xã',
  F5: 'Họp trực tiếp',
  G5: 'Chi bộ số 1',
  H5: 'Đảng viên',
  I5: '1.030',
  J5: 25,
  K5: ' 2 ',
  G6: 'chi bo so 2',
  H6: 'Đảng viên',
  I6: 20,
  J6: 20,
}
const ACTIVITY = {
  A5: 'Hiến máu, mô, tạng',
  B5: 'Ngày hội hiến máu',
  C5: 44967,
  F5: '1 200',
  G5: 1300,
  H5: 'Đơn vị máu tiếp nhận',
  I5: 691,
  L5: 'Điểm 2',
  H6: 'Gạo (kg)',
  I6: '2.500',
  J6: 30000000,
  K6: 'giá chợ',
}

const FILLED = {
  '1. Việc': { F6: 'Đã hoàn thành', G6: 'Đã báo cáo ngày 20/02' },
  '2. Sĩ số': { D7: '25' },
  '3. Buổi học': SESSION,
  '4. Hoạt động': ACTIVITY,
}

test('a form is opened by another program, filled in, saved, and read as it was meant', () => {
  const filled = refill(bytes, FILLED)
  assert.deepEqual(must(formIn(must(readWorkbook(filled)))), { id: form.id, code })
  const { entries, problems } = read(filled)
  assert.deepEqual(problems, [])
  const [task, ...rest] = entries
  assert.deepEqual(task?.fill, { clause: 2, done: 'finished', note: 'Đã báo cáo ngày 20/02' })
  assert.deepEqual(
    rest.filter(e => e.kind === 'roll').map(e => e.fill),
    [
      { branch: id(11), audience: 'party-members', people: 30 },
      { branch: id(12), audience: 'party-members', people: 25 },
    ],
  )
  assert.deepEqual(
    rest.find(e => e.kind === 'sessions'),
    {
      kind: 'sessions',
      key: '2023-02-10T07:30/hoi truong xa',
      rows: [5, 6],
      fill: {
        form: 'quan-triet',
        from: '2023-02-10T07:30',
        until: '2023-02-10T10:30',
        place: 'Hội trường xã',
        means: 'meeting',
        note: '',
        rows: [
          { branch: id(11), audience: 'party-members', called: 1030, present: 25, caughtUp: 2 },
          { branch: id(12), audience: 'party-members', called: 20, present: 20, caughtUp: 0 },
        ],
      },
    },
  )
  const activity = rest.find(e => e.kind === 'activities')
  assert.deepEqual(activity?.fill, {
    kind: 'blood',
    title: 'Ngày hội hiến máu',
    fromOn: '2023-02-10',
    untilOn: '2023-02-10',
    place: '',
    people: 1200,
    personTimes: 1300,
    note: '',
    clauses: [2],
    results: [
      { indicator: 'blood-units', amount: 691, moneyValue: null, valuedHow: null },
      { indicator: 'rice', amount: 2500, moneyValue: 30000000, valuedHow: 'giá chợ' },
    ],
  })
})

test('a form that LibreOffice saved says the very same; kept as a file, so that the test needs no LibreOffice', () => {
  const saved = new Uint8Array(readFileSync(join(root, 'test/files/form-saved-by-libreoffice.xlsx')))
  assert.deepEqual(must(formIn(must(readWorkbook(saved)))), { id: form.id, code })
  const filled = refill(bytes, FILLED)
  assert.deepEqual(read(saved), read(filled))
  assert.equal(read(saved).problems.length, 0)
})

test('an untouched form says nothing but the roll that it was given with', () => {
  assert.deepEqual(
    read(bytes).entries.map(e => e.kind),
    ['roll'],
  )
  assert.deepEqual(read(bytes).problems, [])
})

test('every cell that cannot stand is told with sheet, row and column, and nothing is guessed', () => {
  const wrong = refill(bytes, {
    '1. Việc': { F5: 'Đã hoàn thành', G5: 'x', G6: 'đang làm dở' },
    '2. Sĩ số': { C5: '12 người', D5: 1.2 },
    '3. Buổi học': { ...SESSION, B5: '31/02/2023', D5: '25h', H6: 'Học sinh', I6: { f: '1+1', v: 2 }, J5: '1,200' },
    '4. Hoạt động': {
      H5: 'Gạo (kg)',
      I5: 3,
      A6: 'Hiến máu, mô, tạng',
      B6: 'Ngoài kỳ',
      C6: '05/04/2023',
      H6: 'Gạo (kg)',
      I6: -4,
    },
  })
  assert.deepEqual(kinds(wrong), [
    ['tasks F5', 'sheets.task-standing'],
    ['tasks F6', 'sheets.task-without-state'],
    ['roll C5', 'sheets.not-a-count'],
    ['roll D5', 'sheets.not-a-count'],
    ['sessions B5', 'sheets.not-a-day'],
    ['sessions D5', 'sheets.not-a-time'],
    ['sessions J5', 'sheets.not-a-count'],
    ['sessions H6', 'sheets.not-in-list'],
    ['sessions I6', 'sheets.formula'],
    ['activities A5', 'sheets.line-without-head'],
    ['activities C6', 'sheets.outside-period'],
    ['activities I6', 'sheets.not-a-count'],
  ])
})

test('a workbook that was rebuilt is refused, saying where', () => {
  const change = (name: string, work: (sheet: XLSX.WorkSheet, book: XLSX.WorkBook) => void) => {
    const book = XLSX.read(bytes)
    work(book.Sheets[name]!, book)
    return new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)
  }
  const header = change('3. Buổi học', sheet => void (sheet['E4'] = { t: 's', v: 'Có mặt' }))
  assert.deepEqual(kinds(header), [['sessions E4', 'sheets.header-changed']])
  const row = change('2. Sĩ số', sheet => void (sheet['A6'] = { t: 's', v: id(77) }))
  assert.deepEqual(kinds(row), [['roll A6', 'sheets.row-moved']])
  const unit = change('Hướng dẫn', sheet => void (sheet['B5'] = { t: 's', v: 'Đảng ủy xã Khác' }))
  assert.deepEqual(kinds(unit), [['cover B5', 'sheets.wrong-unit']])
  const merged = change('4. Hoạt động', sheet => void (sheet['!merges'] = [{ s: { r: 4, c: 0 }, e: { r: 5, c: 1 } }]))
  assert.deepEqual(kinds(merged), [['activities A5', 'sheets.merged']])
  const gone = change('Hướng dẫn', (_, book) => {
    book.SheetNames = book.SheetNames.filter(name => name !== '3. Buổi học')
    delete book.Sheets['3. Buổi học']
  })
  assert.deepEqual(kinds(gone), [[null, 'sheets.sheet-missing']])
  const codes = change('ma_so', (_, book) => {
    book.SheetNames = book.SheetNames.filter(name => name !== 'ma_so')
    delete book.Sheets['ma_so']
  })
  assert.equal(refused(codes), 'sheets.codes-removed')
  const other = change('Hướng dẫn', sheet => void (sheet['B4'] = { t: 's', v: newCode('another') }))
  assert.equal(refused(other), 'sheets.code-of-another')
  const typed = change('Hướng dẫn', sheet => void (sheet['B4'] = { t: 's', v: 'ABCD-EFGH-22' }))
  assert.equal(refused(typed), 'sheets.code-wrong')
  const hash = change('ma_so', sheet => void (sheet['A4'] = { t: 's', v: id(5) }))
  assert.deepEqual(kinds(hash), [[null, 'sheets.codes-changed']])
})

test('what is no workbook of ours is refused for what it is, and nothing throws', () => {
  const text = (words: string) => new TextEncoder().encode(words)
  assert.equal(refused(text('')), 'sheets.empty')
  assert.equal(refused(text('<html><table>')), 'sheets.not-xlsx')
  assert.equal(refused(text('a;b;c')), 'sheets.not-xlsx')
  assert.equal(refused(new Uint8Array(6 * 1024 * 1024)), 'sheets.file-too-large')
  assert.equal(refused(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2])), 'sheets.old-format')
  const encrypted = Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]),
    Buffer.from('EncryptedPackage', 'utf16le'),
  ])
  assert.equal(refused(new Uint8Array(encrypted)), 'sheets.encrypted')
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['a']]), 'Sheet1')
  assert.equal(
    refused(new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)),
    'sheets.not-our-form',
  )
  assert.equal(
    refused(new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: 'ods' }) as Buffer)),
    'sheets.old-format',
  )
  assert.equal(
    refused(new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: 'xlsb' }) as Buffer)),
    'sheets.old-format',
  )
  assert.equal(
    refused(new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer)),
    'sheets.old-format',
  )
  // A zip that says that it unpacks to a gigabyte is refused by what it says; one that lies is stopped where its lie ends.
  const bomb = bytes.slice()
  const view = new DataView(bomb.buffer)
  const directory = bomb.length - 22
  const first = view.getUint32(directory + 16, true)
  view.setUint32(first + 24, 0x4000_0000, true)
  assert.equal(refused(bomb), 'sheets.too-large')
  // One part under many names: forty sheets of sixty megabytes each would be the same bytes read forty times.
  const parts = unzipSync(bytes)
  const relations = 'xl/_rels/workbook.xml.rels'
  const repeated = strFromU8(parts[relations]!).replaceAll(/worksheets\/sheet\d+\.xml/g, 'worksheets/sheet1.xml')
  assert.equal(refused(zipSync({ ...parts, [relations]: strToU8(repeated) })), 'sheets.damaged')
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, byte) => {
      const broken = bytes.slice()
      broken[at] = byte
      const book = readWorkbook(broken)
      if (book.ok && formIn(book.value).ok) readForm(book.value, form)
    }),
    { numRuns: 150 },
  )
})

test('ten thousand empty rows with borders cost nothing, and far too many full ones are refused', () => {
  const many = refill(bytes, {
    '3. Buổi học': Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`M${at + 400}`, ''])),
  })
  assert.deepEqual(read(many).problems, [])
  const full = refill(bytes, {
    '3. Buổi học': Object.fromEntries(Array.from({ length: 100_001 }, (_, at) => [`M${at + 400}`, 1])),
  })
  assert.equal(refused(full), 'sheets.too-large')
})

test('any count is read back as it was written, whichever way people group it', () => {
  fc.assert(
    fc.property(fc.nat(999_999_999), fc.constantFrom('.', ' ', '\u00a0', ''), (n, mark) => {
      const text = String(n).replace(/\B(?=(\d{3})+$)/g, mark)
      const filled = refill(bytes, { '2. Sĩ số': { C6: text } })
      const entry = read(filled).entries.find(e => e.kind === 'roll' && e.fill.audience === 'key-officers')
      assert.equal(entry?.kind === 'roll' && entry.fill.people, n)
    }),
    { numRuns: 20 },
  )
})

test('a code survives spaces and small letters, and shows any wrong sign and any two that changed places', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.nat(9), fc.nat(30), (seed, at, other) => {
      const made = newCode(seed)
      assert.equal(codeFrom(` ${made.toLowerCase().replaceAll('-', ' ')} `), made)
      const signs = made.replaceAll('-', '').split('')
      const sign = '23456789ABCDEFGHJKLMNPQRSTVWXYZ'[other]!
      if (signs[at] !== sign) assert.equal(codeFrom(signs.with(at, sign).join('')), null)
      const [a, b] = [signs[at]!, signs[(at + 1) % 8]!]
      if (at < 7 && a !== b)
        assert.equal(
          codeFrom(
            signs
              .with(at, b)
              .with(at + 1, a)
              .join(''),
          ),
          null,
        )
    }),
  )
})
