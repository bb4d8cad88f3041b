import type { FileId, UnitId } from '../kernel/index.ts'

/** What a file belongs to, and what it is there for. */
export type FileOwner = {
  readonly kind: 'document' | 'evidence' | 'reading' | 'dossier' | 'advice' | 'voucher'
  readonly id: string
}
export type FilePurpose = 'scan' | 'attachment' | 'evidence'

export type NewFile = {
  readonly bytes: Uint8Array
  /** What the sender called it; believed only where the bytes do not say. */
  readonly mediaType: string
  readonly name: string
  /** The unit that keeps it. */
  readonly unit: UnitId
  readonly owner: FileOwner
  readonly purpose: FilePurpose
}

/** One use of a file: the same bytes may be in use many times and are kept once. */
export type FileUse = {
  readonly id: FileId
  readonly name: string
  readonly mediaType: string
  readonly size: number
  readonly sha256: string
  readonly unit: UnitId
  readonly owner: FileOwner
  readonly purpose: FilePurpose
  readonly at: Date
  readonly erased: boolean
}
