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
const TASK = z.object({
  label: z.string().max(40).default(''),
  text: z.string().trim().min(1).max(50_000),
  responsible: text,
  responsibleWith: z.array(name).default([]),
  deadline: text,
  deadlineText: text,
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
    blocks: [...basesOf(letter), ...tasksOf(letter)],
    annexes: annexesOf(letter),
    // A document that the letter forwards stands among its bases as well; it is enclosed once.
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
  const enclosed = (base: { number: string }) => letter.attachments.some(one => one.includes(base.number))
  const stated = letter.bases.filter(base => !enclosed(base))
  const last = stated.length - 1
  return stated.map((base, at) =>
    paragraph(`${base.number === letter.parentDocument?.number ? 'Thực hiện' : 'Căn cứ'} ${citation(base)}${at === last ? ',' : ';'}`.replace(/,$/, ';')),
  )
}

export function citation(base: { type: string; number: string; date?: string | null | undefined; issuer?: string | null | undefined }): string {
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
const inAnnex = (task: Task): boolean => /^PL\./.test(task.label)

/** The clauses, numbered as they were; those of an annex stand in its table, those without a number are prose. */
function tasksOf(letter: Given): Block[] {
  const tasks = letter.tasks.filter(task => !inAnnex(task))
  const numbered = tasks.some(task => !/^(?:p\d+|Điều .*|)$/.test(task.label))
  const leadIn = numbered ? [paragraph(leadInOf(letter, tasks))] : []
  const seen = new Set<string>()
  return [...leadIn, ...tasks.flatMap(task => taskBlocks(task, seen, tasks))]
}

function leadInOf(letter: Given, tasks: readonly Task[]): string {
  const said = new Set(tasks.map(task => task.responsible ?? ''))
  const [only = ''] = said
  const who = letter.issuer ?? letter.parentIssuer ?? ''
  const asked = said.size === 1 && only !== '' && !tasks.some(task => task.text.startsWith(only)) ? `${who} đề nghị ${only} thực hiện` : `${who} triển khai`
  return `${asked} một số nội dung sau:`
}

/** "2.a" stands under "2.", "V.1" under "V.": what the schema does not keep of the heading is its bare number's line. */
function taskBlocks(task: Task, seen: Set<string>, tasks: readonly Task[]): Block[] {
  if (/^p\d+$/.test(task.label) || task.label === '') return [paragraph(task.text)]
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
  if (/^p\d+$/.test(own)) return [...heads, { kind: 'item', label: '-', text: task.text, level: 2 }]
  return [...heads, { kind: 'item', label: own, text: task.text, level: over.length > 1 ? 2 : over.length === 1 ? 1 : 0 }]
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

