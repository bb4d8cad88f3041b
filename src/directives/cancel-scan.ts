import { useCase } from '../access/index.ts'
import { endUse } from '../files/index.ts'
import { no, problem, yes, type UnitId } from '../kernel/index.ts'
import { DRAFTS, mayDraft } from './policy.ts'
import { cancelScanRow } from './scan.sql.ts'
import type { ReadingId } from './types.ts'

/** Ends the reading of a scan and removes its file. Refuses `directives.scan-ended` when it is read or ended already. */
export const cancelScan = useCase<{ readonly unit: UnitId; readonly id: ReadingId }, true>(
  'directives.cancel-scan',
  DRAFTS,
  async (tx, by, { unit, id }) => {
    const may = mayDraft(by.actor, unit)
    if (!may.ok) return may
    const file = await cancelScanRow(tx, id, unit, by.now)
    if (!file) return no(problem('directives.scan-ended'))
    const ended = await endUse(tx, by, file)
    return ended.ok ? yes(true) : ended
  },
)
