import type { Line } from './sheet.ts'
import type { Annex, Block, PaperLetter } from './types.ts'
import { selfName } from './wording.ts'

/** A paragraph of the body, led in by its number; or a table. */
export type Piece =
  | { readonly kind: 'paragraph'; readonly lead: string; readonly leadBold: boolean; readonly text: string; readonly bold: boolean }
  | {
      readonly kind: 'table'
      readonly caption: string
      readonly head: readonly string[]
      readonly align: readonly ('left' | 'right' | 'centre')[]
      readonly shares: readonly number[]
      readonly rows: readonly (readonly string[])[]
    }

const paragraph = (text: string, lead = '', leadBold = false, bold = false): Piece => ({
  kind: 'paragraph',
  lead,
  leadBold,
  text: text.replace(/\s+/g, ' ').trim(),
  bold,
})

/** The blocks in their order, and after them what goes with the letter. */
export function bodyPieces(letter: Pick<PaperLetter, 'blocks' | 'attachments'>): Piece[] {
  const attached = letter.attachments.length > 0 ? [paragraph(`(Đính kèm: ${letter.attachments.join('; ')}).`)] : []
  return [...letter.blocks.flatMap(pieceOf), ...attached]
}

function pieceOf(block: Block): Piece[] {
  if (block.kind === 'paragraph') return block.text.split(/\n+/).filter(each => each.trim() !== '').map(each => paragraph(each))
  if (block.kind === 'heading') return [paragraph(block.text, '', false, true)]
  if (block.kind === 'item') return itemPieces(block)
  return [{
    kind: 'table',
    caption: block.caption ?? '',
    head: block.head,
    align: block.head.map((_, at) => block.align[at] ?? 'left'),
    shares: sharesOf(block.head, block.rows),
    rows: block.rows.map(row => block.head.map((_, at) => (row[at] ?? '').replace(/\s+/g, ' ').trim())),
  }]
}

/** The paragraphs of a clause: the first bears the number, the others follow it. */
function itemPieces(block: Extract<Block, { kind: 'item' }>): Piece[] {
  const [first = '', ...rest] = block.text.split(/\n+/)
  const { lead, bold } = leadOf(block.label)
  const heading = /^[IVX]+$/.test(block.label)
  return [paragraph(first, lead, bold, heading && first.length < 130), ...rest.filter(each => each.trim() !== '').map(each => paragraph(each))]
}

/** "Điều 3." and "1." close with a stop, "a)" with a bracket, a dash with nothing (Decree 30/2020 annex I box 6). */
function leadOf(label: string): { lead: string; bold: boolean } {
  if (label === '' ) return { lead: '', bold: false }
  if (/^[-+–*•]$/.test(label)) return { lead: label, bold: false }
  if (/^[a-zđ]\d?$/.test(label)) return { lead: `${label})`, bold: false }
  return { lead: `${label}.`, bold: /^(?:Điều|[IVX]+$)/.test(label) }
}

const SPACE = 4
/** The width of a column follows its longest word and its usual text, so that a running number stays narrow. */
function sharesOf(head: readonly string[], rows: readonly (readonly string[])[]): number[] {
  return head.map((title, at) => {
    const texts = rows.map(row => row[at] ?? '')
    const word = Math.max(...[title, ...texts].flatMap(text => text.split(/\s+/)).map(each => Math.min(each.length, 20)), 2)
    const usual = texts.reduce((sum, text) => sum + Math.min(text.length, 120), 0) / Math.max(1, texts.length)
    return Math.max(word + SPACE, Math.min(title.length, 14) + SPACE, Math.sqrt(usual) * 4)
  })
}

/** An annex names the letter that it goes with, under its own title (Decree 30/2020 annex I part II). */
export function annexTitle(letter: PaperLetter, annex: Annex, at: number): Line[] {
  const number = letter.annexes.length > 1 ? ` ${roman(at + 1)}` : ''
  return [
    { style: 'typeName', text: `PHỤ LỤC${number}` },
    ...(annex.title ? [{ style: 'subject', text: annex.title } satisfies Line] : []),
    { style: 'place', text: `(Kèm theo ${selfName(letter)})`, rule: 'part' },
  ]
}

const ROMAN: readonly (readonly [number, string])[] = [[10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']]
function roman(number: number): string {
  const part = ROMAN.find(([value]) => value <= number)
  return part ? part[1] + roman(number - part[0]) : ''
}
