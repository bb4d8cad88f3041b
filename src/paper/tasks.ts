import { fold } from '../kernel/index.ts'
import { asks, asksOf, ownSubject, startsOf, targetIn, type Target } from './asks.ts'
import { eachBody, opensSomebody } from './bodies.ts'
import { clausesOf, type Clause } from './clauses.ts'
import { deadlinesIn, type DeadlineAt, oneOrMany } from './deadlines.ts'
import { span } from './found.ts'
import type { Paragraph } from './paragraphs.ts'
import { sourceRange } from './plain.ts'
import type { Ask, LetterTask, Recurrence, Report, Span } from './types.ts'

export type TaskContext = {
  readonly docType: string
  readonly date: string | null
  readonly addressees: readonly string[]
}
export type ReadTask = {
  readonly task: LetterTask
  readonly spans: Readonly<Record<string, readonly Span[]>>
  readonly paragraphs: readonly Paragraph[]
}

export type Tasks = {
  readonly tasks: readonly ReadTask[]
  /** For a directive paragraph, where its directive begins: a base may stand before it. */ readonly preambleTo: ReadonlyMap<
    Paragraph,
    number
  >
}

/** Reads what a letter asks: its clauses, who leads and helps, by when, and in whose words. */
export function readTasks(body: readonly Paragraph[], context: TaskContext): Tasks {
  const found = clausesOf(body, context.docType)
  const preambleTo = new Map<Paragraph, number>()
  if (found.by === 'none') {
    if (['báo cáo', 'biên bản', 'thư công'].includes(context.docType)) return { tasks: [], preambleTo }
    return directiveParagraphs(body, context)
  }
  const leadIn = found.leadIn ? targetIn(found.leadIn.flow) : null
  const subjects = found.clauses.map(clause => subjectOf(clause, leadIn))
  const named = subjects.flatMap(subject => (subject ? [fold(subject.named.text)] : []))
  const rest = context.addressees.filter(one => !named.includes(fold(one)))
  const audience = found.by === 'articles' ? [] : rest.length > 0 ? rest : context.addressees
  return {
    tasks: found.clauses.map((clause, at) =>
      taskOf(clause, subjects[at] ?? null, found.by === 'articles' ? null : leadIn, audience, context),
    ),
    preambleTo,
  }
}

/** "các đơn vị" in a lead-in means those addressed. */
const GENERIC =
  /^(?:cac|quy|tat ca cac)?\s*(?:don vi|dong chi|co quan|co quan,? don vi|dia phuong|dia phuong,? don vi|vi|quy vi|don vi,? dia phuong)(?:\s+(?:lien quan|tren|co lien quan))?$/

function subjectOf(clause: Clause, leadIn: Target | null): Target | null {
  const first = clause.parts[0]
  if (!first) return null
  const own = ownSubject({ flow: first.flow, from: clause.from })
  // Under "đề nghị Đảng ủy các xã:" the items "Giao ban xây dựng đảng …" and "Chỉ đạo Hội cùng cấp …" tell the Đảng ủy
  // to assign and direct; a proper name ("Giao Ban Dân vận Tỉnh ủy …") is asked by the letter itself.
  if (
    own &&
    leadIn &&
    !GENERIC.test(fold(leadIn.named.text)) &&
    (own.force === 'chi-dao' || (own.force === 'giao' && /^\p{Ll}|cùng cấp/u.test(own.named.text)))
  )
    return null
  if (own) return own
  if (/:\s*$/.test(first.flow.text) || first.flow.text.length < 90) {
    const next = clause.parts[1]
    const second =
      next && (next.level === 'none' || next.level === 'number')
        ? ownSubject({ flow: next.flow, from: next.from })
        : null
    if (second) return second
  }
  return clause.over ? ownSubject({ flow: clause.over.flow, from: clause.over.from }) : null
}

function taskOf(
  clause: Clause,
  subject: Target | null,
  leadIn: Target | null,
  audience: readonly string[],
  context: TaskContext,
): ReadTask {
  const parts = clause.parts.map((part, at) => ({ flow: part.flow, from: at === 0 ? clause.from : 0 }))
  const first = parts[0]
  const text = parts
    .map(part => part.flow.text.slice(part.from))
    .join('\n')
    .trim()
  const last = parts.at(-1)
  const start = first ? sourceRange(first.flow, first.from, first.from + 1).start : 0
  const end = last ? sourceRange(last.flow, Math.max(0, last.flow.text.length - 1), last.flow.text.length).end : start
  const useful = leadIn && !GENERIC.test(fold(leadIn.named.text)) ? leadIn : null
  const asked = asksOf(
    clause.parts.map((part, at) => ({ flow: part.flow, from: at === 0 ? clause.from : part.from })),
    leadIn,
    subject ?? useful,
    subject === null,
  )
  const { responsible, leads, source } = responsibleOf(first, subject, useful, audience, context)
  const due = dueOf(parts, context.date)
  const spans: Record<string, Span[]> = { '': [span({ start, end }, 'clause', 0.92)] }
  if (responsible !== null && source)
    spans['responsible'] = [
      span(
        sourceRange(source.flow, source.named.from, source.named.to),
        subject ? 'subject' : 'lead-in',
        subject ? 0.9 : 0.8,
      ),
    ]
  if (due.span) spans['deadline'] = [due.span]
  asked.forEach((ask, at) => (spans[`asks.${at}`] = [span(ask, `ask-${ask.role}`, 0.8)]))
  due.others.forEach(({ part, from, to }, at) => {
    spans[`otherDeadlines.${at}`] = [span(sourceRange(part.flow, from, to), 'deadline', 0.8)]
  })
  const reports = reportsOf(parts, due)
  reports.forEach((one, at) => (spans[`reports.${at}`] = [span(one, 'report', 0.8)]))
  return {
    paragraphs: clause.parts,
    spans,
    task: {
      label: clause.label,
      text,
      responsible,
      responsibleLead: leads,
      responsibleWith: asked
        .filter(ask => ask.role === 'with' || (ask.role === 'through' && ask.chain === null))
        .map(ask => ask.phrase),
      deadline: due.main?.deadline ?? null,
      deadlineText: due.main?.text ?? null,
      period: due.main?.period ?? null,
      otherDeadlines: due.others.map(one => ({ deadline: one.deadline, deadlineText: one.text, period: one.period })),
      recurrence: due.recurrence,
      inTable: false,
      start,
      end,
      asks: asked,
      reports,
    },
  }
}

type Answerable = {
  readonly responsible: string | null
  readonly leads: string[]
  readonly source: Target | null
}

/** Who is told to act: the clause's own subject, else the body named in the lead-in, else those addressed. */
function responsibleOf(
  first: Part | undefined,
  subject: Target | null,
  leadIn: Target | null,
  audience: readonly string[],
  context: TaskContext,
): Answerable {
  if (subject) {
    const leads = eachBody(subject.flow, subject.named.from, subject.named.to).map(one => one.text)
    return { responsible: subject.named.text, leads, source: subject }
  }
  // "Việc trao quà hoàn thành …" tells of the work, not of a doer.
  const words = first ? first.flow.flat.slice(first.from) : ''
  if (/^(?:viec|tong so|nghiem cam|thoi gian|dia diem)\b/.test(words))
    return { responsible: null, leads: [], source: null }
  if (leadIn) {
    // The lead-in may shorten an addressee's name ("các công đoàn cơ sở" for "Các công đoàn cơ sở trực thuộc").
    const said = fold(leadIn.named.text)
    const name = context.addressees.find(one => fold(one).startsWith(said)) ?? leadIn.named.text
    return { responsible: name, leads: [name], source: leadIn }
  }
  // More than a handful of addressees is a mailing list: nobody in particular is told.
  return audience.length > 0 && audience.length <= 6
    ? { responsible: audience.join('; '), leads: [...audience], source: null }
    : { responsible: null, leads: [], source: null }
}

type Part = { readonly flow: Paragraph['flow']; readonly from: number }
type Placed = DeadlineAt & { readonly part: Part }
type Due = {
  readonly main: DeadlineAt | null
  readonly others: readonly Placed[]
  readonly all: readonly Placed[]
  readonly recurrence: Recurrence | readonly Recurrence[] | null
  readonly span: Span | null
}

/**
 * The first deadline is the clause's, the others follow it. A bare "định kỳ" in a later paragraph speaks of that
 * paragraph's work only and is kept among the others.
 */
function dueOf(parts: readonly Part[], date: string | null): Due {
  const all: Placed[] = parts.flatMap(part =>
    deadlinesIn(part.flow, date)
      .filter(one => one.from >= part.from)
      .map(one => ({ ...one, part })),
  )
  const main = all.find(one => !one.weak) ?? all.find(one => one.part === parts[0]) ?? null
  const rhythms = all.flatMap(one => one.recurrence)
  const rhythm = main && main.recurrence.length > 0 ? main.recurrence : rhythms
  return {
    main,
    others: all.filter(one => one !== main),
    all,
    recurrence: oneOrMany(rhythm),
    span: main ? span(sourceRange(main.part.flow, main.from, main.to), 'deadline', main.weak ? 0.6 : 0.9) : null,
  }
}

/** Reports that recur: "định kỳ báo cáo kết quả … với cấp uỷ, chính quyền cùng cấp". */
function reportsOf(parts: readonly Part[], due: Due): Report[] {
  const out: Report[] = []
  for (const part of parts) {
    const starts = [...startsOf(part.flow, part.from), part.flow.text.length + 1]
    for (let at = 0; at + 1 < starts.length; at++) {
      const from = starts[at] ?? 0
      const to = (starts[at + 1] ?? 0) - 1
      const words = part.flow.flat.slice(from, to)
      const rhythm = due.all.find(
        one => one.part === part && one.recurrence.length > 0 && one.from >= from && one.from < to,
      )
      const report = /\bbao cao\b/.exec(words)
      if (!rhythm || !report) continue
      const begin = Math.min(from + report.index, rhythm.from)
      const text = part.flow.text.slice(begin, to).replace(/[\s.;,/]+$/, '')
      const recurrence = rhythm.recurrence.length === 1 ? rhythm.recurrence[0] : rhythm.recurrence
      if (recurrence)
        out.push({
          text,
          to: receiver(part, begin, begin + text.length),
          recurrence,
          ...sourceRange(part.flow, begin, begin + text.length),
        })
    }
  }
  return out
}

/** Whom a report goes to: after "với", "về", "cho", "gửi", or straight after "báo cáo". */
function receiver(part: Part, from: number, to: number): string | null {
  const words = part.flow.flat.slice(from, to)
  for (const match of words.matchAll(/\b(?:bao cao|voi|ve|cho|gui|len)\s+/g)) {
    const at = from + match.index + match[0].length
    if (!opensSomebody(part.flow.flat.slice(at, at + 60))) continue
    const stop = /\s(?:ve|ket qua|theo|truoc|de|qua|tinh hinh)\s|[;.]/.exec(part.flow.flat.slice(at, to))
    return part.flow.text.slice(at, stop ? at + stop.index : to).replace(/[\s,;.]+$/, '')
  }
  return null
}

const COURTESY =
  /^\W{0,3}(?:tran trong|xin (?:tran trong )?cam on)\b|(?:thong bao|tra loi|gui|kinh gui)\s.{0,120}\b(?:de|cho)\s.{0,90}\b(?:duoc\s+)?biet\b|^\W{0,3}\(/
const TOLD =
  /^\W{0,3}(?:can cu|xet|ng[a4]y\s+\d|theo quy dinh|vua qua|hien nay|trong thoi gian qua|(?:cong van|van ban|huong dan|ke hoach|thong bao|quyet dinh) nay (?:thay the|co hieu luc|duoc))/

/** A letter without numbers asks in its paragraphs: those with a directive, a deadline, or an addressed body as subject. */
function directiveParagraphs(body: readonly Paragraph[], context: TaskContext): Tasks {
  const preambleTo = new Map<Paragraph, number>()
  const tasks: ReadTask[] = []
  let started = false
  for (const one of body) {
    if (one.quoted || COURTESY.test(one.flow.flat) || one.flow.text.length < 25) continue
    const inside = targetIn(one.flow)
    const asksHere = asks(one.flow)
    if (TOLD.test(one.flow.flat) && !(inside && asksHere)) continue
    const dated = started && deadlinesIn(one.flow, context.date).some(due => !due.weak)
    const subject = started ? ownSubject({ flow: one.flow, from: one.from }) : null
    const addressed = subject !== null && context.addressees.some(name => fold(name) === fold(subject.named.text))
    if (!asksHere && !dated && !addressed) continue
    started = true
    const target = inside ?? subject
    preambleTo.set(one, inside?.at ?? 0)
    const audience = context.addressees
    const read = taskOf(
      { label: `p${tasks.length + 1}`, parts: [one], from: one.from, over: null },
      target,
      null,
      audience,
      context,
    )
    tasks.push(
      target && !read.task.asks.some(ask => ask.role === 'lead' && ask.phrase === target.named.text)
        ? withLead(read, target, one)
        : read,
    )
    if (tasks.length >= 60) break
  }
  return { tasks, preambleTo }
}

/** In running prose the one asked stands inside the sentence: it leads, whatever else opens the paragraph. */
function withLead(read: ReadTask, target: Target, paragraph: Paragraph): ReadTask {
  const lead: Ask[] = asksOf([{ flow: paragraph.flow, from: target.named.from }], target, target).filter(
    ask => ask.role !== 'with',
  )
  const kept = read.task.asks.filter(ask => ask.role === 'with')
  const all = [...(lead.length > 0 ? lead.slice(0, 4) : []), ...kept].map(ask =>
    ask.role === 'lead' ? { ...ask, force: ask.force ?? target.force } : ask,
  )
  const spans = Object.fromEntries(Object.entries(read.spans).filter(([path]) => !path.startsWith('asks.')))
  all.forEach((ask, at) => (spans[`asks.${at}`] = [span(ask, `ask-${ask.role}`, 0.8)]))
  return { ...read, spans, task: { ...read.task, asks: all } }
}
