import { no, problem, type Result } from '../kernel/index.ts'
import type { Range, Reading } from '../paper/index.ts'

/**
 * The seam between the desk and what the room `paper` can do with pictures. Each part may be missing: then scans are
 * refused with the name of the missing part, and the desk shows the text alone.
 */

/** Reads a picture or scanned file page by page; `onPage` may throw to end it, and `signal` ends it too. */
export type ReadSlowly = (
  bytes: Uint8Array,
  how: { readonly onPage: (page: number, pages: number) => Promise<void> | void; readonly signal: AbortSignal },
) => Promise<Result<Reading>>

/** A page of a file as a picture of that width; `page` counts from 1. */
export type PagePicture = (
  bytes: Uint8Array,
  page: number,
  width: number,
) => Promise<Result<{ readonly bytes: Uint8Array; readonly mediaType: string }>>

/** A box on a page, as shares of its width and height from the upper left corner. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
export type Place = { readonly page: number; readonly box: Box }

export type PaperTools = {
  readonly readSlowly: ReadSlowly | null
  readonly pagePicture: PagePicture | null
  /** Where a stretch of `Reading.text` stands on paper; nothing where the file has no pages. */
  readonly placesOf: (reading: Reading, range: Range) => readonly Place[]
}

/** What this installation can do. */
export const paperTools: PaperTools = { readSlowly: null, pagePicture: null, placesOf: () => [] }

/** The page on which a stretch begins, or none. */
export const pageOf = (tools: PaperTools, reading: Reading, range: Range): number | null =>
  tools.placesOf(reading, range)[0]?.page ?? null

/** What cannot be read at once because it has to be looked at, page by page. */
export const needsLooking = (kind: string): boolean => kind === 'paper.image' || kind === 'paper.no-text-layer'

export const noReader = <T>(): Result<T> => no(problem('paper.ocr-missing', undefined, { field: 'file' }))
