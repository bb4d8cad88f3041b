import { pino, type DestinationStream } from 'pino'
import type { Log } from './kernel/index.ts'

/** Lines of JSON for the people who run the system. */
export const createLog = (level: string, to?: DestinationStream): Log => {
  const options = { level, base: null, serializers: { err: failure } }
  return to ? pino(options, to) : pino(options)
}

/**
 * What may be said of a failure: which kind, where in the program, at which table. Databases and parsers quote the
 * values that they choked on, in the message and beside it, and these are names, addresses and words of letters.
 */
function failure(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, constraint, table, routine } = error as Error & Partial<Record<'code' | 'constraint' | 'table' | 'routine', string>>
  const quotes = error instanceof SyntaxError || (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code))
  const stack = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line))
  return { type: error.name, ...(quotes ? {} : { message: error.message }), code, constraint, table, routine, stack: stack.join('\n'), ...(error.cause ? { cause: failure(error.cause) } : {}) }
}
