/**
 * What the reader hands out. The keys of a letter are those of the corpus schema, so that its JSON can be
 * scored and exchanged as it stands: absent is null or an empty list, never a missing key.
 */

/** A half-open stretch of UTF-16 offsets. */
export type Range = { readonly start: number; readonly end: number }

export type Encoding = 'utf-8' | 'utf-16' | 'nfd' | 'tcvn3' | 'vni' | 'windows-1258' | 'unaccented'
export type Kind = 'text' | 'docx' | 'pdf' | 'picture'

/** Left, top, width and height, as parts of the upright page (0 to 1). */
export type Box = readonly [number, number, number, number]
/** A few words of `Reading.text` and where they are printed; `sure` says how sure an OCR is of them. */
export type PageStretch = Range & { readonly page: number; readonly box: Box; readonly sure?: number }
export type Turn = 90 | 180 | 270

/** Where each stretch of `Reading.text` comes from, in order: pages are counted from 1, so are paragraphs and lines. */
export type Places =
  | {
      readonly by: 'page'
      readonly stretches: readonly PageStretch[]
      /** Pages that lie on their side or upside down, and how far they were turned clockwise to be read. */
      readonly turned: Readonly<Record<number, Turn>>
    }
  | { readonly by: 'paragraph'; readonly stretches: readonly (Range & { readonly paragraph: number })[] }
  | { readonly by: 'line'; readonly stretches: readonly (Range & { readonly line: number; readonly byte: number })[] }

/** One place in the source. */
export type Spot =
  | { readonly page: number; readonly box: Box }
  | { readonly paragraph: number }
  | { readonly line: number; readonly byte: number }

export type Reading = {
  /** The whole file, NFC, with \n newlines. */
  readonly text: string
  readonly encoding: Encoding
  readonly kind: Kind
  readonly documents: readonly Letter[]
  readonly leftOut: readonly LeftOut[]
  /** From the text back to the source; `placeOf` asks it. */
  readonly places: Places
  /** Pages that an OCR read, and pages that nothing could read. */
  readonly recognised: readonly number[]
  readonly unread: readonly number[]
}

export type LeftOutReason = 'stray-dates' | 'page-number' | 'footer' | 'stamp' | 'routing-note' | 'other'

/** Lines that belong to no letter; offsets into `Reading.text`. */
export type LeftOut = Range & { readonly reason: LeftOutReason; readonly lines: number }

/** Where a field was read and why; offsets into `Letter.text`. */
export type Span = Range & { readonly rule: string; readonly confidence: number }

export type Regime = 'state' | 'party' | 'youth_union'
export type AuthorityPrefix = 'TM' | 'KT' | 'TL' | 'TUQ' | 'Q'

export type Base = {
  readonly type: string
  readonly number: string
  readonly date: string | null
  readonly issuer: string | null
}

export type CitationKind = 'based_on' | 'forwards' | 'answers' | 'replaces' | 'continues' | 'mentions'

export type Citation = Base & {
  readonly kind: CitationKind
  /** Index of the citation that this cited document is itself said to be about or to continue. */
  readonly cites?: number
  readonly start: number
  readonly end: number
}

export type Rhythm = 'week' | 'month' | 'quarter' | 'half-year' | 'year' | 'day'
/** `every` is null for a bare "định kỳ": the receiving unit must set the rhythm itself. */
export type Recurrence = {
  readonly every: Rhythm | null
  readonly day?: number | null
  readonly month?: number
}

/**
 * "Trong 5 ngày làm việc kể từ ngày nhận": counted from receipt, from signing or issue, or from what the words after it
 * name; `before` counts back from an event. Null where the letter does not say from when.
 */
export type Period = {
  readonly count: number
  readonly unit: 'hour' | 'day' | 'working-day' | 'week' | 'month'
  readonly from: 'receipt' | 'issue' | 'event' | 'before' | null
}

export type Deadline = {
  readonly deadline: string | null
  readonly deadlineText: string
  readonly period: Period | null
}

export type Role = 'lead' | 'with' | 'through'
export type Force = 'yeu-cau' | 'giao' | 'chi-dao' | 'de-nghi' | 'moi' | 'huong-dan'

/** One body asked for something, in the letter's own words. */
export type Ask = Range & {
  readonly phrase: string
  readonly role: Role
  readonly force: Force | null
  readonly act: string | null
  /** Position in a chain lãnh đạo → chỉ đạo → thực hiện, from 0; null outside a chain. */
  readonly chain: number | null
  readonly sentence: Range
}

/** A recurring report that a clause asks for, and to whom. */
export type Report = Range & {
  readonly text: string
  readonly to: string | null
  readonly recurrence: Recurrence | readonly Recurrence[]
}

export type LetterTask = Range & {
  readonly label: string
  readonly text: string
  readonly responsible: string | null
  readonly responsibleLead: readonly string[]
  readonly responsibleWith: readonly string[]
  readonly deadline: string | null
  readonly deadlineText: string | null
  readonly period: Period | null
  readonly otherDeadlines: readonly Deadline[]
  readonly recurrence: Recurrence | readonly Recurrence[] | null
  readonly inTable: boolean
  readonly asks: readonly Ask[]
  readonly reports: readonly Report[]
}

export type Secrecy = 'mat' | 'toi-mat' | 'tuyet-mat'
export type Urgency = 'khan' | 'thuong-khan' | 'hoa-toc'

/** How far down a letter is to be made known ("phổ biến đến chi bộ"). */
export type Circulation = { readonly floor: string; readonly text: string }

export type Letter = {
  readonly regime: Regime
  readonly issuer: string | null
  readonly parentIssuer: string | null
  readonly docType: string
  readonly number: string | null
  readonly symbol: string | null
  readonly subject: string | null
  readonly place: string | null
  readonly date: string | null
  readonly addressees: readonly string[]
  readonly bases: readonly Base[]
  readonly tasks: readonly LetterTask[]
  readonly recipients: readonly string[]
  readonly archive: string | null
  readonly authorityPrefix: AuthorityPrefix | null
  readonly authorityBody: string | null
  readonly signerTitle: string | null
  readonly signerName: string | null
  readonly attachments: readonly string[]
  readonly parentDocument: Base | null
  /** This letter's decoded text, and where it lies in `Reading.text`. */
  readonly text: string
  readonly start: number
  readonly end: number
  /** By path: `number`, `addressees.0`, `bases.1`, `tasks.3`, `tasks.3.deadline`, `tasks.3.asks.0` … */
  readonly fields: Readonly<Record<string, readonly Span[]>>
  readonly secrecy: Secrecy | null
  readonly urgency: Urgency | null
  readonly circulation: Circulation | null
  readonly citations: readonly Citation[]
  /** Indexes into `Reading.documents` of letters in the same file that this one forwards or attaches. */
  readonly encloses: readonly number[]
}
