import type { Letter, Urgency } from '../types.ts'

/** One piece of a letter's body, in the order in which it stands on the page. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** A numbered or lettered clause: the label without its dot or bracket ("1", "a", "-", "Điều 3"). */
  | { readonly kind: 'item'; readonly label: string; readonly text: string; readonly level: 0 | 1 | 2 }
  | {
      readonly kind: 'table'
      readonly caption: string | null
      readonly head: readonly string[]
      readonly align: readonly ('left' | 'right' | 'centre')[]
      readonly rows: readonly (readonly string[])[]
    }

export type Annex = { readonly title: string; readonly blocks: readonly Block[] }

/** The block under a copied letter: sao y (SY), sao lục (SL), trích sao (TrS); all three are BS in Party offices. */
export type CopyMark = {
  readonly kind: 'sao-y' | 'sao-luc' | 'trich-sao'
  /** Of the office that copies, where it is not the letter's: a State office numbers its copy of a Party letter as its own. */
  readonly regime?: Letter['regime']
  readonly number: string | null
  readonly symbol: string | null
  readonly issuer: string
  readonly place: string | null
  readonly date: string | null
  readonly authorityPrefix: string | null
  readonly authorityBody: string | null
  readonly signerTitle: string | null
  readonly signerName: string | null
  readonly recipients: readonly string[]
  readonly archive: string | null
}

/** Everything a letter on paper shows; scalars as in `Letter`: null is not there, a null number or day is left blank to be stamped. */
export type PaperLetter = Pick<
  Letter,
  | 'regime'
  | 'parentIssuer'
  | 'issuer'
  | 'docType'
  | 'number'
  | 'symbol'
  | 'subject'
  | 'place'
  | 'date'
  | 'addressees'
  | 'recipients'
  | 'archive'
  | 'authorityPrefix'
  | 'authorityBody'
  | 'signerTitle'
  | 'signerName'
> & {
  readonly blocks: readonly Block[]
  readonly annexes: readonly Annex[]
  readonly attachments: readonly string[]
  readonly urgency: Urgency | null
  readonly circulation: string | null
  /** «BẢN MẪU – KHÔNG CÓ GIÁ TRỊ»: letters of the demonstration world. */
  readonly specimen: boolean
  /** «DỰ THẢO»: nobody has signed it yet. */
  readonly draft?: boolean
  readonly copy: CopyMark | null
}

/** Sizes in points, lengths in millimetres. What the research marks as not verified is here, not in the code. */
export type Layout = {
  readonly margin: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number }
  readonly size: {
    readonly heading: number
    readonly motto: number
    readonly parentIssuer: number
    readonly issuer: number
    readonly number: number
    readonly place: number
    readonly letterSubject: number
    readonly typeName: number
    readonly subject: number
    readonly body: number
    readonly table: number
    readonly authority: number
    readonly recipientsTitle: number
    readonly recipients: number
    readonly page: number
    readonly mark: number
  }
  /** Of the first line of a paragraph. */
  readonly indent: number
  /** Between two paragraphs, in points. */
  readonly paragraphGap: number
  /** 1 is single; 1 to 1.5 is allowed. */
  readonly lineSpacing: number
  /** Widths of the left column of the head and of the foot, as shares of the text width. */
  readonly leftHead: number
  readonly leftFoot: number
  /** Room for the signature and the seal. */
  readonly signatureGap: number
}

/** Decree 30/2020/NĐ-CP, annex I. */
export const STATE_LAYOUT: Layout = {
  margin: { top: 20, bottom: 20, left: 30, right: 20 },
  size: {
    heading: 12,
    motto: 13,
    parentIssuer: 12,
    issuer: 12,
    number: 13,
    place: 13,
    letterSubject: 12,
    typeName: 14,
    subject: 14,
    body: 14,
    table: 12,
    authority: 14,
    recipientsTitle: 12,
    recipients: 11,
    page: 13,
    mark: 13,
  },
  indent: 10,
  paragraphGap: 6,
  lineSpacing: 1.15,
  leftHead: 0.4,
  leftFoot: 0.5,
  signatureGap: 25,
}

/** Guidance 36-HD/VPTW. */
export const PARTY_LAYOUT: Layout = {
  ...STATE_LAYOUT,
  size: {
    ...STATE_LAYOUT.size,
    heading: 15,
    motto: 14,
    parentIssuer: 14,
    issuer: 14,
    number: 14,
    place: 14,
    letterSubject: 12,
    typeName: 16,
    subject: 15,
    recipientsTitle: 14,
    recipients: 12,
    page: 14,
    mark: 14,
  },
  leftHead: 0.45,
}
