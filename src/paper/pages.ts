import { Worker } from 'node:worker_threads'
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

/** The thread was ended because it took too long, or ended itself because it ran out of memory. */
class Ended extends Error {}

/** A thread that answers jobs in turn; what takes too long is ended with the thread. */
class Thread {
  #worker: Worker
  #waiting = new Map<number, { done: (value: unknown) => void; fail: (error: Error) => void }>()
  #next = 0
  ended = false

  constructor() {
    this.#worker = new Worker(new URL('./pages-worker.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
      stderr: true,
      stdout: true,
    })
    this.#worker.unref()
    this.#worker.on('message', ({ id, value, failed }: { id: number; value?: unknown; failed?: string }) => {
      const asked = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (this.#waiting.size === 0) this.#worker.unref()
      if (failed === undefined) asked?.done(value)
      else asked?.fail(new Error(failed))
    })
    this.#worker.on('error', () => this.end())
    this.#worker.on('exit', () => this.end())
  }

  async ask<T>(job: Job, ms: number): Promise<T> {
    if (this.ended) throw new Ended()
    const id = this.#next++
    // An idle thread does not keep the program running, one that is at work does.
    this.#worker.ref()
    const timer = setTimeout(() => this.end(), ms)
    try {
      return await new Promise<T>((done, fail) => {
        this.#waiting.set(id, { done: done as (value: unknown) => void, fail })
        this.#worker.postMessage({ id, job })
      })
    } finally {
      clearTimeout(timer)
    }
  }

  end(): void {
    if (this.ended) return
    this.ended = true
    void this.#worker.terminate()
    for (const { fail } of this.#waiting.values()) fail(new Ended())
    this.#waiting.clear()
  }
}

let kept: Thread | null = null
let turn: Promise<unknown> = Promise.resolve()

/** One file after another through one kept thread: starting one for every small PDF would cost more than reading it. */
function inTurn<T>(work: (thread: Thread) => Promise<T>): Promise<T> {
  const mine = turn.then(() => {
    if (!kept || kept.ended) kept = new Thread()
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
  inTurn(async thread => {
    const opened = await open(thread, { do: 'open-text', bytes }, 'pdf')
    if (!opened.ok) return opened
    const total = opened.value
    if (total > MAX_PAGES) return no(problem('paper.too-many-pages', { pages: total, limit: MAX_PAGES }))
    const pages: TextPage[] = []
    const unread: number[] = []
    const began = performance.now()
    for (let page = 1; page <= total; page++) {
      if (performance.now() - began > FILE_MS) return no(problem('paper.page-slow', { page }))
      try {
        pages.push(await thread.ask<TextPage>({ do: 'text', page }, PAGE_MS))
      } catch (error) {
        if (error instanceof Ended) return no(problem('paper.page-slow', { page }))
        unread.push(page)
      }
    }
    if (pages.length === 0) return no(problem('paper.damaged', { type: 'pdf', page: unread[0] ?? 1 }))
    return yes({ pages, total, unread })
  })

async function open(thread: Thread, job: Extract<Job, { bytes: Uint8Array }>, type: string): Promise<Result<number>> {
  try {
    const opened = await thread.ask<Opened>(job, OPEN_MS)
    return 'pages' in opened ? yes(opened.pages) : no(refusal(opened.refused, type))
  } catch (error) {
    return no(error instanceof Ended ? problem('paper.page-slow', { page: 1 }) : refusal('damaged', type))
  }
}

const refusal = (why: Refusal, type: string): Problem =>
  why === 'too-large' ? problem('paper.picture-too-large') : problem(`paper.${why}`, { type })

/** Pages to be drawn, held open in a thread until they are closed. */
export type OpenPages = {
  readonly pages: number
  picture(page: number, width: number, turn?: Turn | 0, grey?: boolean): Promise<Result<Picture>>
  /** Whether the page seems to lie on its side; false where nobody can say. */
  lies(page: number): Promise<boolean>
  close(): void
}

export async function openPages(bytes: Uint8Array, mediaType: string): Promise<Result<OpenPages>> {
  let thread = new Thread()
  const type = mediaType === 'application/pdf' ? 'pdf' : 'picture'
  const job = { do: 'open-pictures', bytes, mediaType } as const
  const opened = await open(thread, job, type)
  if (!opened.ok) {
    thread.end()
    return opened
  }
  return yes({
    pages: opened.value,
    close: () => thread.end(),
    lies: page => thread.ask<boolean>({ do: 'lies', page }, PAGE_MS).catch(() => false),
    async picture(page, width, turned = 0, grey = false) {
      if (thread.ended) {
        // The page before was ended with its thread; the others are still worth drawing.
        thread = new Thread()
        const again = await open(thread, job, type)
        if (!again.ok) return again
      }
      try {
        return yes(await thread.ask<Picture>({ do: 'picture', page, width, turn: turned, grey }, PAGE_MS))
      } catch (error) {
        return no(problem(error instanceof Ended ? 'paper.page-slow' : 'paper.damaged', { type, page }))
      }
    },
  })
}
