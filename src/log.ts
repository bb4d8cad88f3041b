import { pino, type DestinationStream } from 'pino'
import { errorLine } from './error-lines.ts'
import type { Log } from './kernel/index.ts'

/** Lines of JSON for the people who run the system. */
export const createLog = (level: string, to?: DestinationStream): Log => {
  const options = { level, base: null, serializers: { err: errorLine } }
  return to ? pino(options, to) : pino(options)
}
