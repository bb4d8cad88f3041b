import type { Brand, DocumentId, PersonId, PlainDate, UnitId } from '../kernel/index.ts'

/** A file that was read and waits to be registered. */
export type ReadingId = Brand<string, 'ReadingId'>

export type Regime = 'state' | 'party' | 'youth_union'
export type Secrecy = 'mat' | 'toi-mat' | 'tuyet-mat'
export type Urgency = 'khan' | 'thuong-khan' | 'hoa-toc'
export type Force = 'yeu-cau' | 'giao' | 'chi-dao' | 'de-nghi' | 'moi' | 'huong-dan'
export type AskRole = 'lead' | 'with' | 'through'
/** có hạn · định kỳ · thường xuyên */
export type Rhythm = 'deadline' | 'recurring' | 'standing'
export type CitationKind = 'based_on' | 'forwards' | 'replaces' | 'answers' | 'continues' | 'mentions'
export type Direction = 'incoming' | 'outgoing'
/** An office keeps a book for each direction, and one of the copies that it makes of letters. */
export type BookKind = Direction | 'copies'

export type IncomingState = 'registered' | 'submitted' | 'noted' | 'handed_out'
export type OutgoingState = 'draft' | 'submitted' | 'signed' | 'numbered' | 'issued'
export type TaskState = 'asked' | 'taken' | 'divided' | 'done'
export type PartState = 'asked' | 'taken' | 'done'
/** National status codes (QCVN 102): 01 arrived, 02 returned, 03 received, 04 assigned, 05 in hand, 06 done. */
export type DeliveryStatus = '01' | '02' | '03' | '04' | '05' | '06'
export type ReturnReason = 'wrong-address' | 'missing-page' | 'broken-file' | 'wrong-form' | 'pass-to-other'

/** One body that a clause asks, in the letter's own words. */
export type AskInput = {
  readonly phrase: string
  readonly role: AskRole
  readonly force?: Force | null
  readonly act?: string | null
  /** Position in a chain lãnh đạo → chỉ đạo → thực hiện, from 0. */
  readonly chain?: number | null
  /** The letter's own sentence that asks. */
  readonly sentence?: string
}

export type ClauseInput = {
  readonly label: string
  readonly text: string
  readonly startsAt?: number | null
  readonly endsAt?: number | null
  readonly force?: Force | null
  readonly rhythm: Rhythm
  readonly dueOn?: PlainDate | null
  readonly dueText?: string | null
  readonly recurrence?: unknown
  readonly asks: readonly AskInput[]
  /** Clauses of the letter passed on that this one carries on. */
  readonly sources?: readonly { readonly document: DocumentId; readonly ordinal: number }[]
}

export type CitationInput = {
  readonly type: string
  /** As printed: `44-KL/TW`, `2052/MTTQ-BTT`. */
  readonly number: string
  readonly date?: PlainDate | null
  readonly issuer?: string | null
  readonly kind: CitationKind
  /** Index in the same list of the paper that this cited one is itself said to continue. */
  readonly cites?: number | null
  /** The words in which it is cited. */
  readonly words?: string
}

/** Everything a letter says, as a person typed or confirmed it. `fieldsOf(letter)` fills it from a reading. */
export type LetterFields = {
  readonly regime: Regime
  readonly docType: string
  readonly issuer: string
  readonly number: string | null
  readonly symbol: string | null
  readonly issuedOn: PlainDate | null
  readonly subject: string
  readonly place: string | null
  readonly authorityPrefix: string | null
  readonly authorityBody: string | null
  readonly signerTitle: string | null
  readonly signerName: string | null
  readonly secrecy: Secrecy | null
  readonly urgency: Urgency | null
  readonly circulationFloor: string | null
  readonly body: string
  /** Kính gửi, a phrase a line. */
  readonly addressees: readonly string[]
  /** Nơi nhận, without the filing line. */
  readonly copies: readonly string[]
  readonly clauses: readonly ClauseInput[]
  readonly citations: readonly CitationInput[]
}

/** The bytes of a scan or of the file as it came. */
export type Scan = { readonly bytes: Uint8Array; readonly mediaType: string; readonly name: string }

/** What a person says about a near match: it is that paper, or it is another one and why. */
export type NearDecision = { readonly sameAs: DocumentId } | { readonly different: true; readonly why: string }

/** A letter in hand at one unit, and the version that the person saw. */
export type LetterAt = { readonly unit: UnitId; readonly document: DocumentId; readonly version: number }
export type TaskKey = { readonly unit: UnitId; readonly document: DocumentId; readonly clause: number }
export type Moved<State extends string> = { readonly state: State; readonly version: number }

export type UnitOrPerson = { readonly unit: UnitId } | { readonly person: PersonId }
