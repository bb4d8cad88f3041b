import type { Moment } from '../access/index.ts'
import type { Database, Tx } from '../db/index.ts'
import { problem, type Log, type Problem } from '../kernel/index.ts'
import type { Reading } from '../paper/index.ts'
import { nothingSecret } from './keep-reading.ts'
import type { ReadSlowly } from './paper-tools.ts'
import {
  bytesOfScan,
  claimScan,
  endScanRead,
  endScanUnread,
  noteScanPage,
  putBackScan,
  type ClaimedScan,
} from './scan.sql.ts'

export const SCAN_QUEUE = 'reading.scan'

/** Who has not been heard of for so long is gone; one page never takes as long. */
const LEASE_MS = 2 * 60_000
/** A scan that ended a program twice would end it a third time. */
const ATTEMPTS = 2

export type ScanReader = {
  readonly db: Database
  readonly clock: () => Moment
  readonly readSlowly: ReadSlowly
  readonly log: Log
  /** Ends when the program does: what is being read then waits for its next start. */
  readonly signal: AbortSignal
}

/** Reads what waits, one after another, until nothing does. Answers how many it ended. */
export async function readScans(reader: ScanReader): Promise<number> {
  let ended = 0
  for (;;) {
    if (reader.signal.aborted) return ended
    const scan = await own(reader, (tx, { now }) => claimScan(tx, now, leaseFrom(now)))
    if (!scan) return ended
    await readOne(reader, scan)
    ended += 1
  }
}

/**
 * One scan from its bytes to a reading. The pages are read outside any transaction; what came of them is written in one,
 * so that a program that is killed leaves a scan that waits and nothing else.
 */
async function readOne(reader: ScanReader, scan: ClaimedScan): Promise<void> {
  if (scan.attempts > ATTEMPTS) return unread(reader, scan, 'failed', problem('directives.scan-failed'))
  const bytes = await own(reader, tx => bytesOfScan(tx, scan))
  if (!bytes) return unread(reader, scan, 'failed', problem('files.erased'))
  const stop = new AbortController()
  const end = () => stop.abort()
  reader.signal.addEventListener('abort', end, { once: true })
  const told = progress(reader, scan, end)
  try {
    const read = await reader.readSlowly(new Uint8Array(bytes), { signal: stop.signal, onPage: told.onPage })
    await told.all()
    if (stop.signal.aborted) await leave(reader, scan)
    else await settle(reader, scan, read)
  } catch (error) {
    if (!stop.signal.aborted) reader.log.error({ err: error, scan: scan.id }, 'a scan could not be read')
    await leave(reader, scan)
  } finally {
    reader.signal.removeEventListener('abort', end)
  }
}

/** Writes down how far it is, one page after another; ends the reading when somebody cancelled it or took it over. */
function progress(reader: ScanReader, scan: ClaimedScan, end: () => void) {
  let last: Promise<void> = Promise.resolve()
  const note = async (page: number, pages: number) => {
    const still = await own(reader, (tx, { now }) => noteScanPage(tx, scan, { page, pages, until: leaseFrom(now) }))
    if (!still) end()
  }
  return {
    onPage: (page: number, pages: number) => void (last = last.then(() => note(page, pages)).catch(end)),
    all: () => last,
  }
}

type Read = Awaited<ReturnType<ReadSlowly>>

async function settle(reader: ScanReader, scan: ClaimedScan, read: Read): Promise<void> {
  if (!read.ok) return unread(reader, scan, 'failed', read.problem)
  const open = nothingSecret(read.value)
  if (!open.ok) return unread(reader, scan, 'refused', open.problem)
  const reading: Reading = read.value
  await own(reader, (tx, { now }) => endScanRead(tx, scan, reading, now))
}

/** Not read to its end: it waits for another attempt, unless somebody cancelled it or it had its last one. */
const leave = async (reader: ScanReader, scan: ClaimedScan): Promise<void> => {
  if (scan.attempts >= ATTEMPTS && !reader.signal.aborted)
    return unread(reader, scan, 'failed', problem('directives.scan-failed'))
  // Ended in order with the program: that was no attempt.
  await own(reader, tx => putBackScan(tx, scan, reader.signal.aborted ? scan.attempts - 1 : scan.attempts))
}

const unread = async (
  reader: ScanReader,
  scan: ClaimedScan,
  state: 'refused' | 'failed',
  why: Problem,
): Promise<void> => {
  await own(reader, (tx, { now }) => endScanUnread(tx, scan, { state, problem: why }, now))
}

const leaseFrom = (now: Date): Date => new Date(now.getTime() + LEASE_MS)

const own = <T>(reader: ScanReader, work: (tx: Tx, at: Moment) => Promise<T>): Promise<T> => {
  const at = reader.clock()
  return reader.db.own({ now: at.now, asOf: at.today }, tx => work(tx, at))
}
