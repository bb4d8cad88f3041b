import { no, problem, yes, type Problem, type Result } from '../kernel/index.ts'
import { layOut, type Sheet } from './layout.ts'
import { openOcr, type Ocr } from './ocr.ts'
import { openPages, textPages, type OpenPages } from './pages.ts'
import type { PageStretch, Turn } from './types.ts'

/** Reading pictures takes seconds a page: a file with more pages of pictures is refused until it is cut up. */
export const OCR_PAGES = 60

export type Slowly = {
  /** Called after each page that was read as a picture. */
  readonly onPage?: (done: number, of: number) => void
  readonly signal?: AbortSignal
  /** How many pages are read as pictures at most. */
  readonly maxPages?: number
}

export type Recognised = {
  readonly text: string
  readonly stretches: readonly PageStretch[]
  readonly turned: Readonly<Record<number, Turn>>
  readonly recognised: readonly number[]
  readonly unread: readonly number[]
}

/** The text of a PDF whose pages are partly or wholly pictures: those are read as pictures, the others by their text layer. */
export async function scannedPdf(bytes: Uint8Array, options: Slowly): Promise<Result<Recognised>> {
  const layer = await textPages(bytes)
  if (!layer.ok) return layer
  const scans = layer.value.pages.filter(page => page.scanned).map(page => page.page)
  return recognise(
    bytes,
    'application/pdf',
    scans,
    layer.value.pages.filter(page => !page.scanned),
    options,
  )
}

/** The text of a picture; a TIFF may hold several pages. */
export async function pictureText(bytes: Uint8Array, mediaType: string, options: Slowly): Promise<Result<Recognised>> {
  return recognise(bytes, mediaType, null, [], options)
}

async function recognise(
  bytes: Uint8Array,
  mediaType: string,
  scans: readonly number[] | null,
  texts: readonly Sheet[],
  options: Slowly,
): Promise<Result<Recognised>> {
  const limit = options.maxPages ?? OCR_PAGES
  const tooMany = (pages: number) => no(problem('paper.too-many-pages', { pages, limit }))
  if (scans && scans.length > limit) return tooMany(scans.length)
  if (scans?.length === 0) return yes({ ...layOut(texts), turned: {}, recognised: [], unread: [] })
  const ocr = await openOcr(options.signal)
  if (!ocr.ok) return ocr
  const pages = await openPages(bytes, mediaType)
  if (!pages.ok) return pages
  try {
    const wanted = scans ?? Array.from({ length: pages.value.pages }, (_, at) => at + 1)
    if (wanted.length > limit) return tooMany(wanted.length)
    return await each(ocr.value, pages.value, wanted, texts, options)
  } finally {
    pages.value.close()
    await ocr.value.close()
  }
}

async function each(
  ocr: Ocr,
  pages: OpenPages,
  wanted: readonly number[],
  texts: readonly Sheet[],
  { onPage, signal }: Slowly,
): Promise<Result<Recognised>> {
  const sheets: Sheet[] = [...texts]
  const turned: Record<number, Turn> = {}
  const recognised: number[] = []
  const unread: number[] = []
  let first: Problem | null = null
  for (const [at, page] of wanted.entries()) {
    if (signal?.aborted) return no(problem('paper.stopped', { page }))
    const read = await ocr.page(pages, page)
    if (read.ok) {
      sheets.push(read.value.sheet)
      recognised.push(page)
      if (read.value.turn !== 0) turned[page] = read.value.turn
    } else {
      unread.push(page)
      first ??= read.problem
    }
    onPage?.(at + 1, wanted.length)
  }
  if (signal?.aborted) return no(problem('paper.stopped', { page: wanted.at(-1) ?? 1 }))
  if (sheets.length === 0 && first) return no(first)
  sheets.sort((a, b) => a.page - b.page)
  return yes({ ...layOut(sheets), turned, recognised, unread })
}
