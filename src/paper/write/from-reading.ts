import { z } from 'zod'
import { no, problem, yes, type Result } from '../../kernel/index.ts'
import type { Letter } from '../types.ts'
import type { Annex, Block, PaperLetter } from './types.ts'

/**
 * From the fields that reading gives (the schema of the corpus) back to a letter that can be printed. The schema keeps
 * what a letter relies on and asks, not its prose: the lines between are the set phrases of an office.
 */

const text = z.string().max(20_000).nullish()
const name = z.string().trim().min(1).max(2_000)
const BASE = z.object({ type: name, number: name, date: text, issuer: text })
const FORCES = ['yeu-cau', 'giao', 'chi-dao', 'de-nghi', 'moi', 'huong-dan'] as const
const TASK = z.object({
  label: z.string().max(40).default(''),
  text: z.string().trim().min(1).max(50_000),
  responsible: text,
  responsibleWith: z.array(name).default([]),
  deadline: text,
  deadlineText: text,
  asks: z.array(z.object({ phrase: name, force: z.enum(FORCES).nullish() })).default([]),
})
const DAY = z.string().regex(/^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/)
const DOCUMENT = z.object({
  regime: z.enum(['state', 'party', 'youth_union']).default('state'),
  issuer: text,
  parentIssuer: text,
  docType: z.string().trim().min(1).max(60).default('công văn'),
  number: z.union([z.string().max(20), z.number().int().nonnegative().transform(String)]).nullish(),
  symbol: z.string().max(80).nullish(),
  subject: text,
  place: text,
  date: DAY.nullish(),
  addressees: z.array(name).max(500).default([]),
  bases: z.array(BASE).max(200).default([]),
  tasks: z.array(TASK).max(1_000).default([]),
  recipients: z.array(name).max(500).default([]),
  archive: text,
  authorityPrefix: z.enum(['TM', 'KT', 'TL', 'TUQ', 'Q']).nullish(),
  authorityBody: text,
  signerTitle: text,
  signerName: text,
  attachments: z.array(name).max(200).default([]),
  parentDocument: BASE.nullish(),
  citations: z.array(z.object({ number: name, kind: z.string() })).default([]),
  circulation: z.object({ floor: name, text: name }).nullish(),
  urgency: z.enum(['khan', 'thuong-khan', 'hoa-toc']).nullish(),
  specimen: z.boolean().default(false),
})
type Given = z.output<typeof DOCUMENT>

/** A letter from what was read of one, or typed by hand; the field that is not as the schema says is named. */
export function fromReading(doc: Partial<Letter>): Result<PaperLetter> {
  const given = DOCUMENT.safeParse(doc)
  if (!given.success) {
    const issue = given.error.issues[0]
    const path = issue?.path.join('.') ?? ''
    return no(problem('paper.field-not-writable', { field: path === '' ? '–' : path, reason: issue?.message ?? '' }))
  }
  const letter = given.data
  if (!letter.issuer && !letter.parentIssuer) return no(problem('paper.field-missing', { field: 'issuer' }))
  const or = (value: string | null | undefined): string | null => value?.trim() || null
  return yes({
    regime: letter.regime,
    parentIssuer: or(letter.parentIssuer),
    issuer: or(letter.issuer),
    docType: letter.docType.toLowerCase(),
    number: or(letter.number),
    symbol: or(letter.symbol),
    subject: or(letter.subject),
    place: or(letter.place),
    date: or(letter.date),
    addressees: letter.addressees,
    recipients: letter.recipients,
    archive: or(letter.archive),
    authorityPrefix: letter.authorityPrefix ?? null,
    authorityBody: or(letter.authorityBody),
    signerTitle: or(letter.signerTitle),
    signerName: or(letter.signerName),
    blocks: [...basesOf(letter), ...tasksOf(letter), ...circulationOf(letter)],
    annexes: annexesOf(letter),
    attachments: letter.attachments,
    urgency: letter.urgency ?? null,
    circulation: null,
    specimen: letter.specimen,
    copy: null,
  })
}

const paragraph = (words: string): Block => ({ kind: 'paragraph', text: words })
const upperFirst = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** "Căn cứ Công văn số 1016-CV/TU ngày 13 tháng 01 năm 2023 của …;" — the document carried out is led in by "Thực hiện". */
function basesOf(letter: Given): Block[] {
  const parent = letter.parentDocument
  const known = letter.bases.some(base => base.number === parent?.number)
  return [...(parent && !known ? [parent] : []), ...letter.bases].map(base =>
    paragraph(`${ledIn(base.number, letter)} ${citation(base)};`),
  )
}

/** What a letter does with a document is said by the word before it. */
function ledIn(number: string, letter: Given): string {
  const kind = letter.citations.find(one => one.number === number)?.kind
  if (kind === 'continues') return 'Tiếp tục thực hiện'
  if (kind === 'answers') return 'Trả lời'
  return number === letter.parentDocument?.number ? 'Thực hiện' : 'Căn cứ'
}

/** How far down the letter is to be made known is said after what it asks. */
const circulationOf = (letter: Given): Block[] =>
  letter.circulation ? [paragraph(closed(upperFirst(letter.circulation.text)))] : []

/** A clause ends like a sentence, or the next line would seem to go on with it. */
const closed = (words: string): string => (/[.;:,!?…)"”]$/.test(words) ? words : `${words}.`)

export function citation(base: {
  type: string
  number: string
  date?: string | null | undefined
  issuer?: string | null | undefined
}): string {
  // A law cited by its name bears its kind in the name.
  const named = base.number.toLowerCase().startsWith(base.type.toLowerCase())
  const head = named ? base.number : `${upperFirst(base.type)} số ${base.number}`
  return [head, base.date ? dateSaid(base.date) : '', base.issuer ? `của ${base.issuer}` : ''].filter(Boolean).join(' ')
}

function dateSaid(date: string): string {
  const [year = '', month, day] = date.split('-')
  return month && day ? `ngày ${day}/${month}/${year}` : month ? `tháng ${month}/${year}` : `năm ${year}`
}

type Task = Given['tasks'][number]
const inAnnex = (task: Task): boolean => task.label.startsWith('PL.')

/** The clauses, numbered as they were; those of an annex stand in its table, those without a number are prose. */
function tasksOf(letter: Given): Block[] {
  const tasks = letter.tasks.filter(task => !inAnnex(task))
  const numbered = tasks.some(task => !/^(?:p\d+|Điều .*|)$/.test(task.label))
  const leadIn = numbered ? [paragraph(leadInOf(letter, tasks))] : []
  const seen = new Set<string>()
  return [...leadIn, ...tasks.flatMap(task => taskBlocks(task, seen, tasks))]
}

/** Whoever is asked without being named in the clause itself is named before all of them, if it is one and the same. */
function leadInOf(letter: Given, tasks: readonly Task[]): string {
  const unnamed = tasks.flatMap(({ responsible, text: words }) =>
    responsible && !words.includes(responsible) ? [responsible] : [],
  )
  const [only] = new Set(unnamed)
  const who = letter.issuer ?? letter.parentIssuer ?? ''
  const force = tasks.flatMap(task => task.asks).find(ask => ask.phrase === only)?.force ?? 'de-nghi'
  const asked = only && unnamed.every(one => one === only) ? `${FORCE_WORDS[force]} ${only} thực hiện` : 'triển khai'
  return `${who} ${asked} một số nội dung sau:`
}

/** The words by which a body is asked, so strongly as it was. */
const FORCE_WORDS: Readonly<Record<(typeof FORCES)[number], string>> = {
  'yeu-cau': 'yêu cầu',
  giao: 'giao',
  'chi-dao': 'chỉ đạo',
  'de-nghi': 'đề nghị',
  moi: 'kính mời',
  'huong-dan': 'hướng dẫn',
}

/** "2.a" stands under "2.", "V.1" under "V.": what the schema does not keep of the heading is its bare number's line. */
function taskBlocks(task: Task, seen: Set<string>, tasks: readonly Task[]): Block[] {
  if (/^p\d+$/.test(task.label) || task.label === '') return [paragraph(closed(task.text))]
  const parts = task.label.startsWith('Điều') ? [task.label] : task.label.split('.')
  const decimal = parts.every(part => /^\d+$/.test(part))
  const own = decimal ? task.label : (parts.at(-1) ?? '')
  const over = decimal ? [] : parts.slice(0, -1)
  const heads = over.flatMap((part, at): Block[] => {
    const path = over.slice(0, at + 1).join('.')
    if (seen.has(path) || tasks.some(other => other.label === path)) return []
    seen.add(path)
    const level = at === 0 ? 0 : 1
    return [{ kind: 'item', label: part, text: /^[IVX]+$/.test(part) ? 'NHIỆM VỤ' : 'Nhiệm vụ cụ thể:', level }]
  })
  seen.add(task.label)
  if (/^p\d+$/.test(own)) return [...heads, { kind: 'item', label: '-', text: closed(task.text), level: 2 }]
  return [
    ...heads,
    { kind: 'item', label: own, text: closed(task.text), level: over.length > 1 ? 2 : over.length === 1 ? 1 : 0 },
  ]
}

/** Work shared out in a table: STT, work, who leads, who helps, by when. */
function annexesOf(letter: Given): Annex[] {
  const tasks = letter.tasks.filter(inAnnex)
  if (tasks.length === 0) return []
  const rows = tasks.map((task, at) => [
    task.label.slice(3) || String(at + 1),
    task.text,
    task.responsible ?? '',
    task.responsibleWith.join('; '),
    task.deadlineText ?? (task.deadline ? task.deadline.split('-').reverse().join('/') : ''),
  ])
  return [
    {
      title: 'Phân công thực hiện',
      blocks: [
        {
          kind: 'table',
          caption: null,
          head: ['STT', 'Nội dung công việc', 'Cơ quan chủ trì', 'Cơ quan phối hợp', 'Thời hạn'],
          align: ['centre', 'left', 'left', 'left', 'left'],
          rows,
        },
      ],
    },
  ]
}
