import type { Annex, Block, Letter, PaperLetter } from '../paper/index.ts'
import { blocksOf } from '../paper/index.ts'
import type { CopiedLetter, LetterCopy } from './copy.sql.ts'
import { fieldsOf } from './letter.ts'
import { onPaper } from './on-paper.ts'
import type { Regime } from './types.ts'

/**
 * A copy as it stands on paper: the letter with its own number, day and signer as the office confirmed them, its text
 * word for word, and below it the block of the office that copies. An extract shows its clauses and nothing between.
 */
export function copyOnPaper(copy: LetterCopy & { readonly letter: CopiedLetter }, own: Regime): PaperLetter {
  const { letter } = copy
  const base = onPaper({
    ...letter,
    regime: letter.regime ?? 'state',
    docType: letter.docType ?? 'công văn',
    clauses: letter.reading ? [] : letter.clauses,
    signed: true,
  })
  const read = letter.reading
  const text = read ? textOfRead(read) : null
  const extract = copy.clauses.length > 0
  return {
    ...base,
    ...(read ? headAsRead(read, letter) : {}),
    blocks: extract
      ? letter.clauses.filter(one => copy.clauses.includes(one.ordinal)).map(asItem)
      : (text?.blocks ?? base.blocks),
    annexes: extract ? [] : (text?.annexes ?? base.annexes),
    copy: {
      ...copy,
      number: String(copy.number).padStart(2, '0'),
      regime: own,
      date: copy.copiedOn,
      archive: own === 'party' ? 'Văn phòng' : 'VT',
    },
  }
}

/** Two lines of a heading that the reader told apart stay apart, unless somebody corrected the name. */
const headAsRead = (read: Letter, letter: CopiedLetter): Partial<PaperLetter> => ({
  ...(fieldsOf(read).issuer === letter.issuer ? { parentIssuer: read.parentIssuer, issuer: read.issuer } : {}),
  recipients: letter.copies,
  archive: read.archive,
})

const asItem = (clause: CopiedLetter['clauses'][number]): Block => {
  const text = clause.text.replace(/\s*\n\s*/g, ' ')
  return /^p\d+$/.test(clause.label) || clause.label === ''
    ? { kind: 'paragraph', text }
    : { kind: 'item', label: clause.label, text, level: 0 }
}

const HEAD = /^(?:issuer|parentIssuer|docType|number|symbol|subject|place|date|addressees\.\d+)$/
const FOOT = /^(?:recipients\.\d+|archive|authorityPrefix|authorityBody|signerTitle|signerName)$/
/** What follows the signature and is longer than stamps and page numbers is an annex. */
const ANNEX_MIN = 80

/** The text between the heading and the closing, and what follows the closing; null where neither end was read. */
export function textOfRead(read: Letter): { readonly blocks: Block[]; readonly annexes: Annex[] } | null {
  const spans = Object.entries(read.fields).flatMap(([path, all]) => all.map(span => ({ path, ...span })))
  const foot = spans.filter(span => FOOT.test(span.path))
  const headEnd = (limit: number) =>
    Math.max(0, ...spans.filter(span => HEAD.test(span.path) && span.end <= limit).map(span => span.end))
  // A name of the heading may be read at the foot too; the closing begins after the last thing that is asked or cited.
  const from = headEnd(Math.min(read.text.length, ...foot.map(span => span.start)))
  const closing = foot.filter(span => span.start >= from)
  if (from === 0 || closing.length === 0) return null
  const line = read.text.indexOf('\n', from)
  const until = Math.min(...closing.map(span => span.start))
  const main = read.text.slice(line < 0 || line > until ? from : line, until).replace(/\n[^\n]*Nơi nhận[\s\S]*$/i, '\n')
  const blocks = blocksOf(unwrapped(lastLineCut(main)))
  const rest = read.text.slice(Math.max(...closing.map(span => span.end)))
  const annex = rest.slice(Math.max(0, rest.indexOf('\n'))).trim()
  return {
    blocks,
    annexes: annex.length < ANNEX_MIN ? [] : [{ title: 'Phụ lục', blocks: blocksOf(unwrapped(annex)) }],
  }
}

/** The line on which the closing begins is part of it ("- " before a recipient, "TM." before a body). */
const lastLineCut = (text: string): string => text.slice(0, Math.max(0, text.lastIndexOf('\n')))

const WRAPPED_MIN = 60

/** Lines that the page broke are one paragraph again: a long line that ends in no stop and goes on in lower case. */
function unwrapped(text: string): string {
  const lines: string[] = []
  for (const line of text.split('\n').map(one => one.trim())) {
    const before = lines.at(-1) ?? ''
    if (
      before.length >= WRAPPED_MIN &&
      /[^.;:!?”"]$/.test(before) &&
      /^[\p{Ll}(]/u.test(line) &&
      !/^[a-zđ]\) /.test(line)
    )
      lines[lines.length - 1] = `${before} ${line}`
    else lines.push(line)
  }
  return lines.join('\n')
}
