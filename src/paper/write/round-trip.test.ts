import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  fromReading,
  read,
  write,
  type Base,
  type CopyMark,
  type Letter,
  type LetterTask,
  type Period,
} from '../index.ts'
import { root } from '../../../test/testkit.ts'

/** Words of the kind that such letters are made of; what is put together from them is invented. */
const PLACES = [
  'Sóc Trăng',
  'Kế Sách',
  'Mỹ Xuyên',
  'Vĩnh Châu',
  'Cù Lao Dung',
  'Trần Đề',
  'Ngã Năm',
  'TP. Hồ Chí Minh',
  'Hà Nội',
]
const ISSUERS: readonly (readonly [string | null, string])[] = [
  ['Ủy ban MTTQ Việt Nam tỉnh Sóc Trăng', 'Ban Thường trực'],
  ['Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Sóc Trăng', 'Ban Thường trực'],
  ['Hội Chữ thập đỏ Việt Nam', 'Hội Chữ thập đỏ tỉnh Sóc Trăng'],
  ['Hội Chữ thập đỏ tỉnh Sóc Trăng', 'Hội Chữ thập đỏ huyện Cù Lao Dung'],
  [null, 'Ủy ban nhân dân tỉnh Sóc Trăng'],
  ['Ủy ban nhân dân tỉnh Sóc Trăng', 'Sở Lao động - Thương binh và Xã hội'],
  ['Ủy ban nhân dân huyện Kế Sách', 'Phòng Lao động - Thương binh và Xã hội'],
  [null, 'Ban Chỉ đạo công tác nhân đạo tỉnh Sóc Trăng'],
]
const PARTY_ISSUERS: readonly (readonly [string | null, string])[] = [
  [null, 'Tỉnh ủy Sóc Trăng'],
  ['Tỉnh ủy Sóc Trăng', 'Ban Dân vận'],
  ['Đảng bộ tỉnh Sóc Trăng', 'Huyện ủy Kế Sách'],
  ['Ban Chấp hành Trung ương', 'Văn phòng'],
  ['Đảng bộ huyện Mỹ Xuyên', 'Đảng ủy xã Thạnh Phú'],
]
const WHO: Readonly<Record<Letter['regime'], readonly (readonly [string | null, string])[]>> = {
  state: ISSUERS,
  party: PARTY_ISSUERS,
  youth_union: [['Tỉnh Đoàn Sóc Trăng', 'Ban Thường vụ']],
}
const BODIES = [
  'Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam các huyện, thị xã, thành phố',
  'Đảng đoàn Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội cấp tỉnh',
  'Hội Chữ thập đỏ các huyện, thị xã, thành phố',
  'Sở Y tế',
  'Ủy ban nhân dân các xã, phường, thị trấn',
  'Hội Đoàn kết Sư sãi yêu nước tỉnh (សមាគមព្រះសង្ឃ)',
  'Các ban đảng, ban cán sự đảng, đảng đoàn, đảng ủy trực thuộc Tỉnh ủy',
  'Chùa Khleang (វត្តឃ្លាំង), phường 6, thành phố Sóc Trăng',
  'Quỹ "Vì người nghèo" huyện Kế Sách',
]
const RECIPIENTS = [
  'Như trên',
  'Như “Kính gửi”',
  'Thường trực Tỉnh ủy (b/c)',
  'Ban Dân vận Tỉnh ủy',
  'Các đồng chí Tỉnh ủy viên',
  'Lãnh đạo Hội',
  'Cổng thông tin điện tử tỉnh',
  'Trụ sở Phum Soài (ភូមិស្វាយ)',
  'Hội Chữ thập đỏ các huyện, thị xã, thành phố để phối hợp thực hiện',
]
const SUBJECTS = [
  'triển khai thực hiện Kết luận số 44-KL/TW của Ban Bí thư',
  'tăng cường công tác nhân đạo',
  'báo cáo kết quả hoạt động chữ thập đỏ 6 tháng đầu năm 2023 và phương hướng, nhiệm vụ 6 tháng cuối năm 2023 trên địa bàn tỉnh Sóc Trăng',
  'hỗ trợ đồng bào Khmer đón Tết Chôl Chnăm Thmây (បុណ្យចូលឆ្នាំថ្មី) năm 2024',
  'tổ chức phong trào “Tết Nhân ái” năm 2024',
  'rà soát, lập danh sách hộ nghèo, hộ cận nghèo, người khuyết tật, nạn nhân chất độc da cam cần giúp đỡ thường xuyên',
  'phối hợp vận động hiến máu tình nguyện đợt 2 năm 2023',
]
const SIGNERS = ['Đỗ Thị Mẫu', 'Thạch Sa Vanh', 'Kim Ly', 'Sơn Thị Bô Pha', 'Trần Văn A Nam', 'Lâm Hoàng Mẫu']
const AUTHORITIES: readonly (readonly [Letter['authorityPrefix'], string | null, string | null])[] = [
  ['TM', 'Ban Thường trực', 'Phó Chủ tịch Thường trực'],
  ['TM', 'Ban Thường vụ', 'Bí thư'],
  ['TM', 'Ủy ban nhân dân', 'Chủ tịch'],
  ['KT', 'Chủ tịch', 'Phó Chủ tịch'],
  ['KT', 'Trưởng ban', 'Phó Trưởng ban'],
  ['KT', 'Giám đốc', 'Phó Giám đốc'],
  ['TL', 'Chủ tịch', 'Chánh Văn phòng'],
  ['TL', 'Ban Thường vụ', 'Chánh Văn phòng'],
  ['TUQ', 'Giám đốc', 'Trưởng phòng'],
  ['Q', 'Giám đốc', null],
  [null, null, 'Chủ tịch'],
  [null, null, 'Giám đốc'],
]
const BASES: readonly Base[] = [
  { type: 'kết luận', number: '44-KL/TW', date: '2022-11-14', issuer: 'Ban Bí thư' },
  { type: 'công văn', number: '1016-CV/TU', date: '2023-01-13', issuer: 'Ban Thường vụ Tỉnh ủy Sóc Trăng' },
  { type: 'kế hoạch', number: '88/KH-HCTĐ', date: '2023-05-06', issuer: 'Hội Chữ thập đỏ tỉnh Sóc Trăng' },
  { type: 'quyết định', number: '1175/QĐ-UBND', date: '2021-10-20', issuer: 'Ủy ban nhân dân tỉnh Sóc Trăng' },
  { type: 'nghị định', number: '30/2020/NĐ-CP', date: '2020-03-05', issuer: 'Chính phủ' },
]
const DOERS = [
  'Hội Chữ thập đỏ các huyện, thị xã, thành phố',
  'Sở Y tế',
  'Ban Dân vận Tỉnh ủy',
  'Ủy ban nhân dân các xã, phường, thị trấn',
]
/** What is to be done, and the act that a reader names for it. */
const WORKS: readonly (readonly [words: string, act: string])[] = [
  [
    'chủ trì, phối hợp với các cơ quan liên quan rà soát, lập danh sách người có hoàn cảnh khó khăn, bệnh tật, kém may mắn cần được giúp đỡ',
    'chủ trì',
  ],
  [
    'tổ chức quán triệt, tuyên truyền sâu rộng trong cán bộ, đảng viên và các tầng lớp nhân dân; nâng cao nhận thức, trách nhiệm về công tác nhân đạo, trong đó chú ý vùng có đông đồng bào Khmer (ខ្មែរ)',
    'tổ chức',
  ],
  ['vận động nguồn lực, trao quà cho các hộ nghèo', 'vận động'],
  ['báo cáo kết quả về Văn phòng để tổng hợp', 'báo cáo'],
  ['bố trí 1.250.000 đồng mỗi suất, 100% đúng đối tượng (không trùng lặp) theo hướng dẫn', 'bố trí'],
]
const FORCES: readonly (readonly [words: string, force: string | null])[] = [
  ['', null],
  ['Đề nghị ', 'de-nghi'],
  ['Yêu cầu ', 'yeu-cau'],
]
/** As it is said, the day that it names, how often it comes back, and the period where it is counted. */
type Due = {
  readonly said: string
  readonly day?: string
  readonly recurrence?: LetterTask['recurrence']
  readonly period?: Period
}
const NO_DUE: Due = { said: '' }
const DUES: readonly Due[] = [
  NO_DUE,
  { said: 'trước ngày 15/3/2024', day: '2024-03-15' },
  { said: 'trước ngày 30 tháng 6 năm 2024', day: '2024-06-30' },
  { said: 'định kỳ hằng quý', recurrence: { every: 'quarter', day: null } },
  { said: 'trước ngày 15 hằng tháng', recurrence: { every: 'month', day: 15 } },
  {
    said: 'định kỳ 6 tháng, năm',
    recurrence: [
      { every: 'half-year', day: null },
      { every: 'year', day: null },
    ],
  },
  {
    said: 'trong vòng 5 ngày làm việc kể từ ngày nhận được văn bản này',
    period: { count: 5, unit: 'working-day', from: 'receipt' },
  },
  { said: 'chậm nhất sau 10 ngày kể từ ngày ký', period: { count: 10, unit: 'day', from: 'issue' } },
  { said: 'trong 24 giờ sau khi xảy ra vụ việc', period: { count: 24, unit: 'hour', from: 'event' } },
  { said: 'trước 03 ngày so với ngày tổ chức', period: { count: 3, unit: 'day', from: 'before' } },
]
const deadlineOf = (due: Due) => ({
  deadline: due.day ?? null,
  deadlineText: due.said || null,
  period: due.period ?? null,
})
const HELPERS: readonly (readonly string[])[] = [[], ['Sở Tài chính'], ['Sở Y tế', 'Tỉnh Đoàn Sóc Trăng']]
const FLOORS: readonly Letter['circulation'][] = [
  null,
  { floor: 'chi-bo', text: 'Văn bản này được phổ biến đến chi bộ' },
  { floor: 'dang-vien', text: 'Công văn này phổ biến đến đảng viên' },
  { floor: 'Mặt trận cấp xã', text: 'Văn bản này được lưu hành đến Mặt trận cấp xã' },
]

type Fields = Partial<Letter> & { readonly tasks: Letter['tasks']; readonly specimen?: boolean }

const some = <T>(from: readonly T[], min: number, max: number): fc.Arbitrary<T[]> =>
  fc.uniqueArray(fc.constantFrom(...from), { minLength: min, maxLength: Math.min(max, from.length) })
const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const clause = fc.record({
  doer: fc.constantFrom(...DOERS),
  work: fc.constantFrom(...WORKS),
  force: fc.constantFrom(...FORCES),
  due: fc.constantFrom(...DUES),
  later: fc.constantFrom(NO_DUE, NO_DUE, DUES[2]!, DUES[6]!),
  helpers: fc.constantFrom(...HELPERS),
})
type Clause = {
  doer: string
  work: (typeof WORKS)[number]
  force: (typeof FORCES)[number]
  due: Due
  later: Due
  helpers: readonly string[]
}
type Said = { readonly phrase: string; readonly role: string; readonly force: string | null; readonly act: string }
const asked = (phrase: string, role: 'lead' | 'with', act: string, force: string | null = null): Said => ({
  phrase,
  role,
  force,
  act,
})

const inText = ({ doer, work: [work, act], force: [please, force], due, later }: Clause, at: number) => {
  // A day that the clause has said already says nothing more.
  const more = due.said === '' || later === due ? NO_DUE : later
  // The clause names its own helpers, in its own words.
  const helpers = act === 'chủ trì' ? ['các cơ quan liên quan'] : []
  return {
    label: String(at + 1),
    text: `${please}${doer} ${work}${due.said && ` ${due.said}`}${more.said && `; hoàn thành ${more.said}`}.`,
    responsible: doer,
    responsibleLead: [doer],
    responsibleWith: helpers,
    ...deadlineOf(due),
    otherDeadlines: more.said ? [deadlineOf(more)] : [],
    recurrence: due.recurrence ?? null,
    inTable: false,
    asks: [asked(doer, 'lead', act, force), ...helpers.map(one => asked(one, 'with', 'phối hợp'))],
    reports:
      due.recurrence && act === 'báo cáo'
        ? [{ text: `${work} ${due.said}`, to: 'Văn phòng', recurrence: due.recurrence }]
        : [],
  }
}
const inTable = ({ doer, work: [work], due, helpers }: Clause, at: number) => ({
  label: `PL.${at + 1}`,
  text: upperFirst(work),
  responsible: doer,
  responsibleLead: [doer],
  responsibleWith: helpers,
  ...deadlineOf(due),
  deadlineText: due.day?.split('-').reverse().join('/') ?? (due.said || null),
  otherDeadlines: [],
  recurrence: due.recurrence ?? null,
  inTable: true,
  asks: [
    asked(doer, 'lead', 'chủ trì'),
    ...(helpers.length > 0 ? [asked(helpers.join('; '), 'with', 'phối hợp')] : []),
  ],
  reports: [],
})

/** A page keeps no borders: a rhythm in a narrow column of a PDF may be read with the column before it; days are not. */
const narrow =
  (format: 'docx' | 'pdf') =>
  (one: Clause): Clause =>
    format === 'pdf' && one.due.said && !one.due.day ? { ...one, due: NO_DUE } : one

/**
 * The document that a letter carries out is one of those it relies on: not a decree, which binds everyone, and none of
 * its own. A report may lean on others and carry out none; a letter that leans on one carries it out.
 */
function carriedOut(
  bases: readonly Base[],
  [parent, issuer]: (typeof ISSUERS)[number],
  mayBeNone: boolean,
  pick: number,
): Base | null {
  const own = (/^Ban Thường/.test(issuer) ? `${issuer} ${parent}` : issuer).toLowerCase()
  const others = bases.filter(base => base.type !== 'nghị định' && !base.issuer?.toLowerCase().includes(own))
  return (mayBeNone ? [...others, null] : others)[pick % (others.length + (mayBeNone ? 1 : 0))] ?? null
}

const anyLetter = (regime: 'state' | 'party' | 'youth_union', format: 'docx' | 'pdf') =>
  fc
    .record({
      who: fc.constantFrom(...WHO[regime]),
      kind: fc.constantFrom(
        ['công văn', ''],
        ['kế hoạch', 'KH-'],
        ['thông báo', 'TB-'],
        ['hướng dẫn', 'HD-'],
        ['báo cáo', 'BC-'],
        ['tờ trình', 'TTr-'],
      ),
      number: fc.option(fc.integer({ min: 1, max: 99_999 }).map(String)),
      tail: fc.constantFrom('MTTQ-BTT', 'HCTĐ', 'UBND-VX', 'BCĐ', 'TU'),
      subject: fc.constantFrom(...SUBJECTS),
      place: fc.constantFrom(...PLACES),
      date: fc.constantFrom('2023-02-08', '2023-12-31', '2024-01-01', '2023-10', '2024-02', '2023', null),
      addressees: some(BODIES, 0, 6),
      recipients: some(RECIPIENTS, 1, 8),
      archive: fc.constantFrom('VT', 'VT, BTT', 'Văn phòng Tỉnh ủy', 'VP. (05 bản)'.slice(0, 2)),
      authority: fc.constantFrom(...AUTHORITIES),
      signerName: fc.constantFrom(...SIGNERS),
      bases: some(BASES, 0, 4),
      carried: fc.nat({ max: 9 }),
      circulation: fc.constantFrom(...FLOORS),
      clauses: fc.array(clause, { minLength: 2, maxLength: 6 }),
      annex: fc.array(clause, { maxLength: 30 }),
      attached: fc.option(
        fc.constantFrom('Danh sách hộ nghèo, hộ cận nghèo năm 2023', 'Đề cương báo cáo', 'Phụ lục số liệu'),
      ),
      specimen: fc.boolean(),
      urgency: fc.constantFrom(null, 'khan' as const, 'thuong-khan' as const, 'hoa-toc' as const),
    })
    .map(one => {
      const [docType, code] = one.kind as [string, string]
      const told = docType === 'báo cáo'
      // Whoever writes to carry a document out names it in the subject and relies on it.
      const named = BASES.find(base => one.subject.includes(base.number))
      const bases = named ? [named, ...one.bases.filter(base => base !== named)] : one.bases
      const [prefix, body, title] = one.authority
      const symbol =
        regime === 'party' ? `${docType === 'công văn' ? 'CV' : code.slice(0, -1)}/${one.tail}` : `${code}${one.tail}`
      return {
        regime,
        parentIssuer: one.who[0],
        issuer: one.who[1],
        docType,
        number: one.number,
        symbol,
        subject: docType === 'công văn' ? one.subject : upperFirst(one.subject),
        place: one.place,
        date: one.date,
        addressees: docType === 'công văn' && one.addressees.length === 0 ? ['Sở Y tế'] : one.addressees,
        bases,
        parentDocument: carriedOut(bases, one.who, told || docType === 'tờ trình', one.carried),
        citations: bases.map(base => ({ ...base, kind: 'based_on' as const, start: 0, end: 0 })),
        circulation: one.circulation,
        tasks: [
          ...(told ? [] : one.clauses.map(inText)),
          ...one.annex.map(narrow(format)).map(inTable),
        ] as unknown as Letter['tasks'],
        recipients: one.recipients,
        archive: one.archive,
        authorityPrefix: prefix,
        authorityBody: body,
        signerTitle: title,
        signerName: one.signerName,
        attachments: one.attached === null ? [] : [one.attached],
        urgency: one.urgency,
        ...(one.specimen ? { specimen: true } : {}),
      } satisfies Fields
    })

const KEYS = [
  'regime',
  'issuer',
  'parentIssuer',
  'docType',
  'number',
  'symbol',
  'subject',
  'place',
  'date',
  'addressees',
  'bases',
  'recipients',
  'archive',
  'authorityPrefix',
  'authorityBody',
  'signerTitle',
  'signerName',
  'attachments',
  'urgency',
  'secrecy',
  'parentDocument',
  'circulation',
] as const

/** Every field but where it stands. */
const shown = (letter: Fields) => ({
  ...Object.fromEntries(KEYS.map(key => [key, letter[key] ?? null])),
  citations: (letter.citations ?? []).map(({ type, number, date, issuer, kind }) => [type, number, date, issuer, kind]),
  tasks: letter.tasks.map(({ asks, reports, ...task }) => ({
    ...Object.fromEntries(TASK_KEYS.map(key => [key, task[key]])),
    asks: asks.map(({ phrase, role, force, act }) => ({ phrase, role, force, act })),
    reports: reports.map(({ text, to, recurrence }) => ({ text, to, recurrence })),
  })),
})
const TASK_KEYS = [
  'label',
  'text',
  'responsible',
  'responsibleLead',
  'responsibleWith',
  'deadline',
  'deadlineText',
  'period',
  'otherDeadlines',
  'recurrence',
  'inTable',
] as const

/** What an office that passes a letter on as a copy puts under it; the letter stays what it was. */
const COPIES: readonly (CopyMark | null)[] = [
  null,
  ...(['sao-y', 'sao-luc', 'trich-sao'] as const).map(kind => ({
    kind,
    number: '15',
    symbol: 'UBND',
    issuer: 'Ủy ban nhân dân xã Thạnh Phú',
    place: 'Thạnh Phú',
    date: '2024-05-06',
    authorityPrefix: 'KT',
    authorityBody: 'Chủ tịch',
    signerTitle: 'Phó Chủ tịch',
    signerName: 'Thạch Thị Mẫu',
    recipients: ['Các ấp', 'Các đoàn thể xã'],
    archive: 'VT',
  })),
]

async function writtenAndRead(x: Fields, format: 'docx' | 'pdf') {
  const letter = fromReading(x)
  assert.ok(letter.ok, JSON.stringify(letter))
  const copy = COPIES[(x.subject?.length ?? 0) % COPIES.length] ?? null
  const bytes = await write({ ...letter.value, copy }, format)
  assert.ok(bytes.ok, JSON.stringify(bytes))
  const reading = await read(bytes.value)
  assert.ok(reading.ok, JSON.stringify(reading))
  assert.equal(reading.value.documents.length, 1)
  return reading.value.documents[0]!
}

const roundTrip = async (x: Fields, format: 'docx' | 'pdf') => shown(await writtenAndRead(x, format))

const runs = Number(process.env['CHIDO_RUNS'] ?? 40)
for (const format of ['docx', 'pdf'] as const)
  for (const regime of ['state', 'party', 'youth_union'] as const)
    test(`what is written as ${format} in the ${regime} layout is read back in every field`, async () => {
      await fc.assert(
        fc.asyncProperty(anyLetter(regime, format), async x => assert.deepEqual(await roundTrip(x, format), shown(x))),
        { numRuns: regime === 'youth_union' ? Math.ceil(runs / 4) : runs },
      )
    })

test('the two letters of Sóc Trăng are written and read back in every field', async () => {
  const sample = await read(new Uint8Array(readFileSync(join(root, 'samples/soc-trang-2023.txt'))))
  assert.ok(sample.ok)
  assert.equal(sample.value.documents.length, 2)
  const tidied = (letter: Fields) =>
    JSON.parse(JSON.stringify(shown(letter)).replaceAll('\\n', ' ')) as ReturnType<typeof shown>
  for (const x of sample.value.documents)
    for (const format of ['docx', 'pdf'] as const) assert.deepEqual(tidied(await writtenAndRead(x, format)), tidied(x))
})
