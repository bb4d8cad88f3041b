import { fork, type ChildProcess } from 'node:child_process'
import { no, problem, yes, type Problem, type Result } from '../kernel/index.ts'
import type { Job, Opened, Picture, Refusal, TextPage } from './pages-jobs.ts'
import type { Turn } from './types.ts'

/** A page that takes longer is left unread: an ordinary one takes a hundredth of this. */
const PAGE_MS = 20_000
const OPEN_MS = 30_000
/** Reading the text of a whole file ends after this, however many pages are left. */
const FILE_MS = 60_000
const MAX_PAGES = 2_000
const HEAP_MB = 384

/** The process was ended because it took too long, or ended itself because it ran out of memory. */
class Ended extends Error {}

/**
 * A process that answers jobs in turn; what takes too long is ended with it. Not a thread: a file that asks for more memory
 * than a thread may have ends the whole program with it, whatever limit the thread was given.
 */
class Opener {
  #process: ChildProcess
  #waiting = new Map<number, { done: (value: unknown) => void; fail: (error: Error) => void }>()
  #next = 0
  ended = false

  constructor() {
    this.#process = fork(new URL('./pages-process.js', import.meta.url), {
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
      // Whoever made the file may have found a fault of its reader: the secrets of the server are not there to be found.
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    this.#rest()
    this.#process.on('message', ({ id, value, failed }: { id: number; value?: unknown; failed?: string }) => {
      const asked = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (this.#waiting.size === 0) this.#rest()
      if (failed === undefined) asked?.done(value)
      else asked?.fail(new Error(failed))
    })
    this.#process.on('error', () => this.end())
    this.#process.on('exit', () => this.end())
  }

  /** An idle process does not keep the program running, one that is at work does. */
  #rest(): void {
    this.#process.unref()
    this.#process.channel?.unref()
  }

  async ask<T>(job: Job, ms: number): Promise<T> {
    if (this.ended) throw new Ended()
    const id = this.#next++
    this.#process.ref()
    this.#process.channel?.ref()
    const timer = setTimeout(() => this.end(), ms)
    try {
      return await new Promise<T>((done, fail) => {
        this.#waiting.set(id, { done: done as (value: unknown) => void, fail })
        this.#process.send({ id, job }, error => {
          if (error) this.end()
        })
      })
    } finally {
      clearTimeout(timer)
    }
  }

  end(): void {
    if (this.ended) return
    this.ended = true
    this.#process.kill('SIGKILL')
    this.#rest()
    for (const { fail } of this.#waiting.values()) fail(new Ended())
    this.#waiting.clear()
  }
}

let kept: Opener | null = null
let turn: Promise<unknown> = Promise.resolve()

/** One file after another through one kept process: starting one for every small PDF would cost more than reading it. */
function inTurn<T>(work: (opener: Opener) => Promise<T>): Promise<T> {
  const mine = turn.then(() => {
    if (!kept || kept.ended) kept = new Opener()
    return work(kept)
  })
  turn = mine.catch(() => undefined)
  return mine
}

export type TextPages = {
  readonly pages: readonly TextPage[]
  readonly total: number
  readonly unread: readonly number[]
}

/** The text layer of every page of a PDF; pages that could not be read are told by their numbers. */
export const textPages = (bytes: Uint8Array): Promise<Result<TextPages>> =>
  inTurn(async opener => {
    const opened = await open(opener, { do: 'open-text', bytes }, 'pdf')
    if (!opened.ok) return opened
    const total = opened.value
    if (total > MAX_PAGES) return no(problem('paper.too-many-pages', { pages: total, limit: MAX_PAGES }))
    const pages: TextPage[] = []
    const unread: number[] = []
    const began = performance.now()
    for (let page = 1; page <= total; page++) {
      if (performance.now() - began > FILE_MS) return no(problem('paper.page-slow', { page }))
      try {
        pages.push(await opener.ask<TextPage>({ do: 'text', page }, PAGE_MS))
      } catch (error) {
        if (error instanceof Ended) return no(problem('paper.page-slow', { page }))
        unread.push(page)
      }
    }
    if (pages.length === 0) return no(problem('paper.damaged', { type: 'pdf', page: unread[0] ?? 1 }))
    return yes({ pages, total, unread })
  })

async function open(opener: Opener, job: Extract<Job, { bytes: Uint8Array }>, type: string): Promise<Result<number>> {
  try {
    const opened = await opener.ask<Opened>(job, OPEN_MS)
    return 'pages' in opened ? yes(opened.pages) : no(refusal(opened.refused, type))
  } catch (error) {
    return no(error instanceof Ended ? problem('paper.page-slow', { page: 1 }) : refusal('damaged', type))
  }
}

const refusal = (why: Refusal, type: string): Problem =>
  why === 'too-large' ? problem('paper.picture-too-large') : problem(`paper.${why}`, { type })

/** Pages to be drawn, held open in a process until they are closed. */
export type OpenPages = {
  readonly pages: number
  picture(page: number, width: number, turn?: Turn | 0, grey?: boolean): Promise<Result<Picture>>
  /** Whether the page seems to lie on its side; false where nobody can say. */
  lies(page: number): Promise<boolean>
  close(): void
}

export async function openPages(bytes: Uint8Array, mediaType: string): Promise<Result<OpenPages>> {
  let opener = new Opener()
  const type = mediaType === 'application/pdf' ? 'pdf' : 'picture'
  const job = { do: 'open-pictures', bytes, mediaType } as const
  const opened = await open(opener, job, type)
  if (!opened.ok) {
    opener.end()
    return opened
  }
  return yes({
    pages: opened.value,
    close: () => opener.end(),
    lies: page => opener.ask<boolean>({ do: 'lies', page }, PAGE_MS).catch(() => false),
    async picture(page, width, turned = 0, grey = false) {
      if (opener.ended) {
        // The page before was ended with its process; the others are still worth drawing.
        opener = new Opener()
        const again = await open(opener, job, type)
        if (!again.ok) return again
      }
      try {
        return yes(await opener.ask<Picture>({ do: 'picture', page, width, turn: turned, grey }, PAGE_MS))
      } catch (error) {
        return no(problem(error instanceof Ended ? 'paper.page-slow' : 'paper.damaged', { type, page }))
      }
    },
  })
}
