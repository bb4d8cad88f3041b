import type { AccountId, Brand, DocumentId, FileId, PlainDate, UnitId } from '../kernel/index.ts'

export type DossierId = Brand<string, 'DossierId'>
export type LineId = Brand<string, 'LineId'>
export type PaperId = Brand<string, 'PaperId'>
export type HandoverId = Brand<string, 'HandoverId'>

/** Hồ sơ công việc: open, closed, offered to the archive, archived. */
export type DossierState = 'open' | 'closed' | 'offered' | 'archived'
/** Bàn giao: open, signed by the giver, signed by both, cancelled. */
export type HandoverState = 'open' | 'given' | 'done' | 'cancelled'

/** A file in the system that belongs to a paper. */
export type PaperFile = { readonly id: FileId; readonly name: string }

/** One line of the contents list, wherever it came from. */
export type Paper = {
  /** Which source of the table brought it; `hand` for what a person put in. */
  readonly source: string
  readonly id: string
  readonly number: string
  readonly dated: PlainDate | null
  readonly author: string
  readonly subject: string
  readonly pages: number | null
  /** Where its page is. */
  readonly link: string | null
  readonly files: readonly PaperFile[]
}

/** What a person said of a paper that came by itself. */
export type Mark = {
  readonly source: string
  readonly id: string
  readonly pages: number | null
  readonly leftOutWhy: string | null
}

/** Brings together all that belongs to a file by itself; the room that sees every other room knows how. */
export type Gather = (
  tx: import('../db/index.ts').Tx,
  of: { readonly unit: UnitId; readonly document: DocumentId },
) => Promise<readonly Paper[]>

/** One thing that is handed over: what it is, and which row, so that signing gives on that very row. */
export type HandedItem = {
  readonly kind: string
  readonly label: string
  readonly subject: string
  readonly dueOn: PlainDate | null
  readonly link: string | null
  readonly key: Readonly<Record<string, string | number>>
}

/** Lists what an officer has in hand at a unit. */
export type ListInHand = (
  tx: import('../db/index.ts').Tx,
  of: { readonly handover: HandoverId; readonly unit: UnitId; readonly giver: AccountId },
) => Promise<readonly HandedItem[]>

export type DossierAt = { readonly dossier: DossierId; readonly version: number }
export type HandoverAt = { readonly handover: HandoverId; readonly version: number }
export type Moved<State extends string> = { readonly state: State; readonly version: number }

/** Kept for ever, or for so many years, as text: `permanent`, `10`. */
export type Retention = string
