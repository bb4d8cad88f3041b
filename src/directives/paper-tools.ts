import { problem, type Problem, type Result } from '../kernel/index.ts'
import { ocrInstalled, pagePicture, placeOf, readSlowly, type Range, type Reading } from '../paper/index.ts'

/**
 * The seam between the desk and what the room `paper` can do with pictures. Each part may be missing: then scans are
 * refused with the name of the missing part, and the desk shows the text alone.
 */

/** Reads a picture or scanned file page by page; `onPage` is told how many of how many are read. */
export type ReadSlowly = (
  bytes: Uint8Array,
  how: { readonly onPage: (done: number, of: number) => void; readonly signal: AbortSignal },
) => Promise<Result<Reading>>

/** How far a page is turned clockwise so that a person can read it. */
export type PageTurn = 0 | 90 | 180 | 270

/** A page of a file as a PNG of that width; `page` counts from 1. */
export type PagePicture = (
  bytes: Uint8Array,
  page: number,
  width: number,
  turn: PageTurn,
) => Promise<Result<Uint8Array>>

/** A box on an upright page: left, top, width and height as shares of its size. */
export type Place = { readonly page: number; readonly box: readonly [number, number, number, number] }

export type PaperTools = {
  readonly readSlowly: ReadSlowly | null
  readonly pagePicture: PagePicture | null
  /** Where a stretch of `Reading.text` stands on paper; nothing where the file has no pages. */
  readonly placesOf: (reading: Reading, range: Range) => readonly Place[]
  readonly turnOf: (reading: Reading, page: number) => PageTurn
}

/** What this installation can do. */
export const paperTools: PaperTools = {
  readSlowly: ocrInstalled() ? readSlowly : null,
  pagePicture,
  placesOf: (reading, range) =>
    reading.places?.by === 'page' ? placeOf(reading, range).flatMap(spot => ('box' in spot ? [spot] : [])) : [],
  turnOf: (reading, page) => (reading.places?.by === 'page' ? (reading.places.turned[page] ?? 0) : 0),
}

/** What cannot be read at once because it has to be looked at, page by page. */
export const needsLooking = (kind: string): boolean => kind === 'paper.image' || kind === 'paper.no-text-layer'

/** Nothing here can look: the administrator is told how to add what can. */
export const noReader = (): Problem =>
  problem('paper.ocr-missing', { command: 'npm ci --include=optional' }, { field: 'file' })
