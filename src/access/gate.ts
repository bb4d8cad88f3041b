/** Answered instead of waiting when too many wait already. */
export const BUSY = Symbol('busy')

export type GateSize = {
  /** How many may run at once. */
  readonly atOnce: number
  /** How many more may wait for their turn. */
  readonly waiting: number
  /** How many of all these places one client may take. */
  readonly perClient: number
}

export type Gate = {
  /** Whether the next one of this client would be turned away; asked before anything else is spent on it. */
  isFull(client?: string): boolean
  run<T>(client: string | undefined, work: () => Promise<T>): Promise<T | typeof BUSY>
}

/**
 * Lets slow work through, a few at a time, and turns away what would wait too long. Checking a password takes a
 * tenth of a second of a processor and 16 MB on purpose: a flood of sign-ins must not take all of either.
 */
export function createGate(size: GateSize): Gate {
  let running = 0
  const queue: (() => void)[] = []
  const held = new Map<string, number>()
  const isFull = (client?: string) =>
    running + queue.length >= size.atOnce + size.waiting ||
    (client !== undefined && (held.get(client) ?? 0) >= size.perClient)
  const hold = (client: string | undefined, by: 1 | -1) => {
    if (client === undefined) return
    const now = (held.get(client) ?? 0) + by
    if (now > 0) held.set(client, now)
    else held.delete(client)
  }
  return {
    isFull,
    run: async (client, work) => {
      if (isFull(client)) return BUSY
      hold(client, 1)
      // Who finishes hands the place to the next in the queue, so `running` stays as it is.
      if (running < size.atOnce) running += 1
      else await new Promise<void>(resolve => queue.push(resolve))
      try {
        return await work()
      } finally {
        hold(client, -1)
        const next = queue.shift()
        if (next) next()
        else running -= 1
      }
    },
  }
}
