import { useCase } from '../access/index.ts'
import { addDays, no, problem, yes, type UnitId } from '../kernel/index.ts'
import { storeFile } from '../files/index.ts'
import { DRAFTS, mayDraft } from './policy.ts'
import { insertScan } from './scan.sql.ts'
import { SCAN_QUEUE } from './read-scans.ts'
import type { ReadingId, Scan } from './types.ts'

export type KeptScan = { readonly id: ReadingId }

/** As long as a reading that nobody registers. */
const KEPT_DAYS = 30

/**
 * Keeps a scan or photograph so that a job reads it. Its marks of secrecy cannot be looked for before it is read, so
 * somebody must say that they looked: refuses `directives.scan-not-looked-at` before anything is stored.
 */
export const keepScan = useCase<{ readonly unit: UnitId; readonly scan: Scan; readonly lookedAt: boolean }, KeptScan>(
  'directives.keep-scan',
  DRAFTS,
  async (tx, by, { unit, scan, lookedAt }) => {
    const may = mayDraft(by.actor, unit)
    if (!may.ok) return may
    if (!lookedAt) return no(problem('directives.scan-not-looked-at', undefined, { field: 'lookedAt' }))
    const id = by.command as string as ReadingId
    const stored = await storeFile(tx, by, { ...scan, unit, owner: { kind: 'reading', id }, purpose: 'scan' })
    if (!stored.ok) return stored
    const expiresOn = addDays(by.today, KEPT_DAYS)
    await insertScan(tx, by, { id, unit, scan, file: stored.value, expiresOn, queue: SCAN_QUEUE })
    return yes({ id })
  },
)
