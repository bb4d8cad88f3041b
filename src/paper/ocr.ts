import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { no, problem, yes, type Result } from '../kernel/index.ts'
import type { Piece, Sheet } from './layout.ts'
import type { OpenPages } from './pages.ts'
import type { Turn } from './types.ts'

/**
 * The part that reads pictures: tesseract with its Vietnamese data, both from npm and both optional. Nothing is fetched:
 * what is not beside the program is missing, and said to be.
 */
const ENGINE = 'tesseract.js'
const DATA = '@tesseract.js-data/vie'
/** A page is left unread after this; an ordinary one takes three seconds. */
const PAGE_MS = 90_000
const START_MS = 30_000
/** Below this confidence the page may stand on its head: upright print reads at 80 and more, turned print below 50. */
const UPRIGHT = 70
const WIDTH = 1_900
/** Enough to tell which way up a page is, and three times as quick. */
const GLANCE = 1_000
const POINTS = 595

/** What is used of tesseract.js; its own types are not imported, for the program is built without it too. */
type Box = { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number }
type Word = { readonly text: string; readonly confidence: number; readonly bbox: Box }
type Line = { readonly words: readonly Word[]; readonly bbox: Box; readonly baseline: Box }
type Recognised = {
  readonly data: {
    readonly confidence: number
    readonly blocks: readonly { readonly paragraphs: readonly { readonly lines: readonly Line[] }[] }[] | null
  }
}
type Engine = {
  recognize(picture: Buffer, options: object, output: object): Promise<Recognised>
  setParameters(parameters: Readonly<Record<string, string>>): Promise<unknown>
  terminate(): Promise<unknown>
}
type Library = { createWorker(language: string, mode: number, options: object): Promise<Engine> }

const require = createRequire(import.meta.url)

/** Where the data lies, or null when the engine or its data are not installed. */
function installed(): string | null {
  try {
    require.resolve(ENGINE)
    const folder = join(dirname(require.resolve(`${DATA}/package.json`)), '4.0.0_best_int')
    return existsSync(join(folder, 'vie.traineddata.gz')) ? folder : null
  } catch {
    return null
  }
}

/** Whether pictures can be read on this machine. */
export const ocrInstalled = (): boolean => installed() !== null

export const ocrMissing = () => problem('paper.ocr-missing', { command: 'npm ci --include=optional' })

/** An engine that reads page after page until it is closed. */
export type Ocr = {
  page(pages: OpenPages, page: number): Promise<Result<{ readonly sheet: Sheet; readonly turn: Turn | 0 }>>
  close(): Promise<void>
}

export async function openOcr(signal?: AbortSignal): Promise<Result<Ocr>> {
  const folder = installed()
  if (folder === null) return no(ocrMissing())
  let engine: Engine | null = null
  let usual: Turn | 0 = 0
  const started = async () => {
    if (engine) return engine
    const starting = start(folder)
    try {
      return (engine = await within(starting, START_MS, signal))
    } catch (error) {
      // An engine that comes too late would keep the program running.
      starting.then(late => late.terminate()).catch(() => undefined)
      throw error
    }
  }
  const close = async () => {
    await engine?.terminate()
    engine = null
  }
  const once = async (pages: OpenPages, page: number, turn: Turn | 0, across = WIDTH) => {
    const picture = await pages.picture(page, across, turn, true)
    if (!picture.ok) return picture
    const { png, width, height } = picture.value
    const read = await within(
      (await started()).recognize(Buffer.from(png), {}, { blocks: true, text: false }),
      PAGE_MS,
      signal,
    )
    return yes(sheetOf(read, page, width, height, turn))
  }
  return yes({
    close,
    async page(pages, page) {
      try {
        const turns = turnsOf(await pages.lies(page), usual)
        const first = await once(pages, page, turns[0])
        if (!first.ok) return first
        let best = first.value
        if (best.confidence < UPRIGHT) {
          const better = await turnedBy(turns.slice(1), best, turn => once(pages, page, turn, GLANCE))
          const again = better === best.turn ? null : await once(pages, page, better)
          if (again?.ok && again.value.worth > best.worth) best = again.value
        }
        if (best.confidence >= UPRIGHT) usual = best.turn
        return yes({ sheet: best.sheet, turn: best.turn })
      } catch (error) {
        // The engine may be at work on that page for ever: the next page gets a new one.
        await close().catch(() => undefined)
        return no(problem(error instanceof Late ? 'paper.page-slow' : 'paper.damaged', { type: 'picture', page }))
      }
    },
  })
}

/** The four ways in the order in which they are tried: along the lines of print first, and as the page before. */
function turnsOf(lies: boolean, usual: Turn | 0): [Turn | 0, ...(Turn | 0)[]] {
  const along: [Turn | 0, Turn | 0] = lies ? [90, 270] : [0, 180]
  const across: (Turn | 0)[] = lies ? [0, 180] : [90, 270]
  const [one, other] = along[1] === usual ? [along[1], along[0]] : along
  return [one, other, ...across]
}

/** Which way a page is to be turned: the first in which it reads well, else the one in which most of it can be read. */
async function turnedBy(
  turns: readonly (Turn | 0)[],
  tried: Seen,
  glance: (turn: Turn | 0) => Promise<Result<Seen>>,
): Promise<Turn | 0> {
  let best: { turn: Turn | 0; worth: number } = tried
  for (const turn of turns) {
    const seen = await glance(turn)
    if (!seen.ok) continue
    if (seen.value.worth > best.worth) best = { turn, worth: seen.value.worth }
    if (seen.value.confidence >= UPRIGHT && seen.value.letters > 100) return turn
  }
  return best.turn
}

async function start(folder: string): Promise<Engine> {
  const name: string = ENGINE
  const loaded = (await import(name)) as { default?: Library } & Library
  const engine = await (loaded.default ?? loaded).createWorker('vie', 1, {
    langPath: folder,
    cacheMethod: 'none',
    gzip: true,
    errorHandler: () => undefined,
  })
  await engine.setParameters({ preserve_interword_spaces: '1' })
  return engine
}

class Late extends Error {}

async function within<T>(work: Promise<T>, ms: number, signal?: AbortSignal): Promise<T> {
  let give = () => {}
  const late = new Promise<never>((_, fail) => {
    give = () => fail(new Late())
  })
  const timer = setTimeout(give, ms)
  signal?.addEventListener('abort', give, { once: true })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', give)
  }
}

type Seen = {
  readonly sheet: Sheet
  readonly turn: Turn | 0
  readonly confidence: number
  readonly letters: number
  readonly worth: number
}

function sheetOf(read: Recognised, page: number, width: number, height: number, turn: Turn | 0): Seen {
  const lines = (read.data.blocks ?? []).flatMap(block => block.paragraphs.flatMap(one => one.lines))
  const slope = slopeOf(lines)
  const unit = POINTS / width
  const pieces: Piece[] = []
  let letters = 0
  let sure = 0
  for (const line of lines) {
    const size = (line.bbox.y1 - line.bbox.y0) * unit
    for (const word of line.words) {
      const count = word.text.match(/[\p{L}\d]/gu)?.length ?? 0
      letters += count
      sure += count * word.confidence
      if (!legible(word, count)) continue
      // A page that lies a little askew is levelled here: every word hangs from its line's baseline at the left margin.
      const base = line.baseline.y0 - slope * line.baseline.x0
      pieces.push({
        text: word.text,
        x: word.bbox.x0 * unit,
        y: (height - base) * unit,
        stands: (height - line.baseline.y0 - slope * (word.bbox.x0 - line.baseline.x0)) * unit,
        width: (word.bbox.x1 - word.bbox.x0) * unit,
        fontSize: Math.min(18, Math.max(8, size * 0.72)),
        sure: Math.min(1, Math.max(0.05, word.confidence / 100)),
      })
    }
  }
  const sheet = { page, width: POINTS, height: height * unit, pieces }
  return { sheet, turn, confidence: letters === 0 ? 0 : sure / letters, letters, worth: sure }
}

/** Specks and the rims of stamps come out as single signs of no confidence; a number or a word is kept even if doubtful. */
const legible = (word: Word, letters: number): boolean =>
  letters > 0 ? word.confidence >= (letters === 1 ? 35 : 12) : word.confidence >= 85 || /^[-–—+•*(]$/.test(word.text)

/** How far the print slants, from its longer lines. */
function slopeOf(lines: readonly Line[]): number {
  const slopes = lines
    .filter(({ baseline }) => baseline.x1 - baseline.x0 > 300)
    .map(({ baseline }) => (baseline.y1 - baseline.y0) / (baseline.x1 - baseline.x0))
    .filter(slope => Math.abs(slope) < 0.12)
    .sort((a, b) => a - b)
  return slopes[slopes.length >> 1] ?? 0
}
