import type { Sheet } from './layout.ts'
import type { Turn } from './types.ts'

/** What the process that opens PDFs and pictures is asked, and what it answers. */
export type Job =
  | { readonly do: 'open-text'; readonly bytes: Uint8Array }
  | { readonly do: 'text'; readonly page: number }
  | { readonly do: 'open-pictures'; readonly bytes: Uint8Array; readonly mediaType: string }
  | { readonly do: 'lies'; readonly page: number }
  | {
      readonly do: 'picture'
      readonly page: number
      readonly width: number
      readonly turn: Turn | 0
      readonly grey: boolean
    }

/** How a file could not be opened. */
export type Refusal = 'encrypted' | 'damaged' | 'too-large'
export type Opened = { readonly pages: number } | { readonly refused: Refusal }
/** A page's text; `scanned` when a picture covers it, so that its few words are a stamp and not the letter. */
export type TextPage = Sheet & { readonly scanned: boolean }
export type Picture = { readonly png: Uint8Array; readonly width: number; readonly height: number }

/** Pictures of more points than this are not unpacked: 80 megapixels are a page at 900 dots an inch. */
export const MAX_POINTS = 80_000_000
/** A picture made here has at most this many: enough for a page at 400 dots an inch. */
export const MAX_DRAWN = 16_000_000
