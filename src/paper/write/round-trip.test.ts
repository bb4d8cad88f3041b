import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromReading, read, write, type Base, type CopyMark, type Letter } from '../index.ts'
import { root } from '../../../test/testkit.ts'
import {
  PLACES,
  ISSUERS,
  WHO,
  BODIES,
  RECIPIENTS,
  SUBJECTS,
  SIGNERS,
  AUTHORITIES,
  BASES,
  DOERS,
  WORKS,
  FORCES,
  NO_DUE,
  DUES,
  deadlineOf,
  HELPERS,
  FLOORS,
  type Due,
} from './words.fixture.ts'

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
  const own = (issuer.startsWith('Ban Thường') ? `${issuer} ${parent}` : issuer).toLowerCase()
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
