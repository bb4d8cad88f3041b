import { inviteRow, readAddressees, readInvited, type Addressees } from './addressees.ts'
import { annexTasks } from './annex.ts'
import { findFoot, readClosing } from './closing.ts'
import { opensSomebody } from './bodies.ts'
import { found, unreadable, type Found } from './found.ts'
import { readHead, type Head } from './header.ts'
import { readIssuers } from './issuer.ts'
import { cellsByGap, emptied, linesOf, type Line } from './lines.ts'
import { circulationOf, marksOf } from './marks.ts'
import type { Noise } from './noise.ts'
import { paragraphsOf, type Paragraph } from './paragraphs.ts'
import { flow, sourceRange } from './plain.ts'
import { readRelations, type Passage, type Relations, type Self } from './relations.ts'
import { readSubject } from './subject.ts'
import { readTasks, type ReadTask, type Tasks } from './tasks.ts'
import type { Letter, Range, Span } from './types.ts'

/** Reads one letter: its text, the plain view of it, and which of its lines are noise. */
export function readLetter(text: string, plain: string, noise: readonly Noise[], start: number): Letter {
  const lines: Line[] = linesOf(text, plain).map((line, row) => (noise[row] ? emptied(line) : line))
  const head = readHead(text, lines)
  const issuers = readIssuers(head.cells)
  const subject = readSubject(text, lines, head)
  const addressees = addressed(text, lines, head.guiRow, subject.bodyRow)
  const foot = findFoot(lines, addressees.bodyRow)
  const closing = readClosing(text, lines, foot)
  const body = paragraphsOf(text, lines, addressees.bodyRow, foot.from)
  const docType = head.docType.value
  const date = head.date?.value ?? null
  const inBody = readTasks(body, { docType, date, addressees: addressees.entries.value })
  const under = Math.max(closing.endRow, foot.from)
  const tasks: ReadTask[] = [...inBody.tasks, ...annexTasks(text, lines, under, date)]
  const issuer = issuers.issuer ?? selfNamed(body)
  const self = selfOf(head, issuer, issuers.parentIssuer)
  // An invitation says on what ground it invites before it names the invited.
  const before = head.guiRow < 0 ? paragraphsOf(text, lines, subject.bodyRow, addressees.bodyRow) : []
  const passages = [
    ...passagesOf(text, body, inBody, subject.subject),
    ...before.map((one): Passage => ({ flow: one.flow, zone: 'preamble' })),
    ...enclosures(text, lines.slice(foot.from, under)),
  ]
  const relations = readRelations(passages, self)
  const marks = marksOf([...head.cells, ...footCells(text, lines, foot.from)])
  const read = {
    ...head,
    ...issuers,
    issuer,
    ...closing,
    ...marks,
    subject: subject.subject,
    circulation: toWhom(body),
  }
  const unread = { ...head.unread, signerName: closing.unread }
  const fields = collect({ ...read, addressees: addressees.entries, unread }, relations, tasks)
  return {
    regime: head.regime,
    issuer: self.issuer,
    parentIssuer: self.parentIssuer,
    docType,
    number: self.number,
    symbol: self.symbol,
    subject: subject.subject?.value ?? null,
    place: head.place?.value ?? null,
    date,
    addressees: addressees.entries.value,
    bases: relations.bases.value,
    tasks: tasks.map(one => one.task),
    recipients: closing.recipients.value,
    archive: closing.archive?.value ?? null,
    authorityPrefix: closing.authorityPrefix?.value ?? null,
    authorityBody: closing.authorityBody?.value ?? null,
    signerTitle: closing.signerTitle?.value ?? null,
    signerName: closing.signerName?.value ?? null,
    attachments: relations.attachments.value,
    parentDocument: relations.parentDocument?.value ?? null,
    text,
    start,
    end: start + text.length,
    fields,
    secrecy: marks.secrecy?.value ?? null,
    urgency: marks.urgency?.value ?? null,
    circulation: read.circulation?.value ?? null,
    citations: relations.citations,
    encloses: [],
  }
}

const selfOf = (head: Head, issuer: Found<string> | null, parentIssuer: Found<string> | null): Self => ({
  docType: head.docType.value,
  issuer: issuer?.value ?? null,
  parentIssuer: parentIssuer?.value ?? null,
  number: head.number?.value ?? null,
  symbol: head.symbol?.value ?? null,
})

/** Those after "Kính gửi", or the invited of an invitation; where neither stands the body begins under the heading. */
function addressed(text: string, lines: readonly Line[], guiRow: number, bodyRow: number): Addressees {
  if (guiRow >= 0) return readAddressees(text, lines, guiRow)
  const invite = inviteRow(lines, bodyRow)
  return invite >= 0 ? readInvited(text, lines, invite) : { entries: { value: [], spans: [] }, bodyRow }
}

/** "(Gửi kèm: …)" under the signature still names what goes with the letter; under an annex's title it names the letter. */
const enclosures = (text: string, lines: readonly Line[]): Passage[] =>
  lines
    .filter(line => /^\(\s*(?:dinh kem|gui kem|kem theo)/.test(line.flat))
    .slice(0, 20)
    .map(line => ({ flow: flow(text, [line]), zone: 'after' }))

/** Where the heading is lost, as on a web page, the body's own name for itself counts: "…, Hội Chữ thập đỏ tỉnh đề nghị". */
function selfNamed(body: readonly Paragraph[]): Found<string> | null {
  for (const { flow: whole } of body.slice(0, 8)) {
    const said =
      /(?:^|[,;]\s)([^,;:.]{6,110}?)\s(?:kinh de nghi|de nghi|yeu cau|thong bao|huong dan|ban hanh|xay dung ke hoach|co y kien|tra loi|nhan duoc|kinh trinh|to chuc)\s/.exec(
        whole.flat,
      )
    if (!said?.[1]) continue
    const from = said.index + said[0].indexOf(said[1])
    const name = whole.text.slice(from, from + said[1].length)
    if (/^\p{Lu}/u.test(name) && opensSomebody(said[1]) && !/^(?:can cu|thuc hien|ng[a4]y)/.test(said[1]))
      return found(name, [sourceRange(whole, from, from + name.length)], 'self-reference', 0.5)
  }
  return null
}

function footCells(source: string, lines: readonly Line[], from: number) {
  return lines
    .slice(from, from + 60)
    .flatMap((line, at) => (line.blank || line.text.length > 200 ? [] : cellsByGap(source, line, from + at)))
}

function toWhom(body: readonly Paragraph[]) {
  for (const one of body) {
    const limit = circulationOf(one.flow)
    if (limit) return limit
  }
  return null
}

/** Gives each paragraph its part: what precedes the first clause is preamble, what follows the last is closing words. */
function passagesOf(text: string, body: readonly Paragraph[], tasks: Tasks, subject: Found<string> | null): Passage[] {
  const zones = new Map<Paragraph, 'task'>()
  for (const one of tasks.tasks) for (const part of one.paragraphs) zones.set(part, 'task')
  const directive = tasks.preambleTo.size > 0
  const lastTask = body.findLastIndex(one => zones.has(one))
  const numbered = tasks.tasks.length > 0 && !directive
  const passages: Passage[] =
    subject && subject.spans.length > 0 ? [{ flow: flow(text, subject.spans), zone: 'subject' }] : []
  const firstItem = body.findIndex(one => one.level !== 'none' && one.level !== 'bullet')
  body.forEach((one, at) => {
    const preambleTo = tasks.preambleTo.get(one)
    if (zones.has(one))
      passages.push({ flow: one.flow, zone: 'task', ...(preambleTo === undefined ? {} : { preambleTo }) })
    else if (numbered && at > lastTask) passages.push({ flow: one.flow, zone: 'after' })
    else if (firstItem >= 0 && at >= firstItem && numbered) passages.push({ flow: one.flow, zone: 'task' })
    else passages.push({ flow: one.flow, zone: 'preamble' })
  })
  return passages
}

type Fields = Readonly<Record<string, unknown>>

/** Lists where each field was read, by its path. */
function collect(
  scalars: Fields & { readonly unread: Readonly<Record<string, Range | null>> },
  relations: Relations,
  tasks: readonly ReadTask[],
): Record<string, readonly Span[]> {
  const fields: Record<string, readonly Span[]> = {}
  const put = (path: string, spans: readonly Span[]) => {
    if (spans.length > 0) fields[path] = spans
  }
  const lists = (path: string, entry: Found<readonly unknown[]>) =>
    entry.value.forEach((_, at) => put(`${path}.${at}`, entry.spans.slice(at, at + 1)))
  for (const key of [
    'issuer',
    'parentIssuer',
    'docType',
    'number',
    'symbol',
    'subject',
    'place',
    'date',
    'archive',
    'authorityPrefix',
    'authorityBody',
    'signerTitle',
    'signerName',
    'secrecy',
    'urgency',
    'circulation',
  ]) {
    const entry = scalars[key]
    if (isFound(entry)) put(key, entry.spans)
  }
  for (const key of ['addressees', 'recipients']) {
    const entry = scalars[key]
    if (isFound(entry) && Array.isArray(entry.value)) lists(key, { value: entry.value, spans: entry.spans })
  }
  lists('bases', relations.bases)
  lists('attachments', relations.attachments)
  if (relations.parentDocument) put('parentDocument', relations.parentDocument.spans)
  relations.citationSpans.forEach((spans, at) => put(`citations.${at}`, spans))
  tasks.forEach((one, at) => {
    for (const [path, spans] of Object.entries(one.spans))
      put(path === '' ? `tasks.${at}` : `tasks.${at}.${path}`, spans)
  })
  for (const [path, range] of Object.entries(scalars.unread)) if (range) fields[path] ??= [unreadable(range)]
  return fields
}

const isFound = (entry: unknown): entry is Found<unknown> =>
  typeof entry === 'object' && entry !== null && 'spans' in entry && 'value' in entry
