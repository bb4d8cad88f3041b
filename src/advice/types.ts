import type { Brand, DocumentId, PlainDate, UnitId } from '../kernel/index.ts'

export type AdviceId = Brand<string, 'AdviceId'>
export type AdviceState = 'draft' | 'sent' | 'returned' | 'decided' | 'withdrawn'
/** đồng ý · đồng ý một phần · không đồng ý */
export type Outcome = 'accepted' | 'partly' | 'refused'
export type OpinionAnswer = 'opinion' | 'none'

export type AdviceAt = { readonly advice: AdviceId; readonly version: number }
export type Moved = { readonly state: AdviceState; readonly version: number }

/** What a unit proposes, as a person typed it. */
export type AdviceFields = {
  readonly superior: UnitId
  readonly subject: string
  readonly body: string
  /** What the superior is asked to decide. */
  readonly asked: string
  readonly document: DocumentId | null
  readonly clause: number | null
  readonly wishedOn: PlainDate | null
}
