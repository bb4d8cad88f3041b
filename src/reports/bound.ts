import type { Moment } from '../access/index.ts'
import type { Database } from '../db/index.ts'
import { closingDossier, confirmingGone, givingOver } from '../dossiers/index.ts'
import type { CommandId } from '../kernel/index.ts'
import { urgeAll, urgingOf, type Urged } from '../urging/index.ts'
import { awaitReports } from './awaited.sql.ts'
import { gatherDossier } from './dossier-sources.sql.ts'
import { listInHand } from './in-hand.sql.ts'

/**
 * Use cases of lower rooms that freeze what every room knows: the lower room decides and writes, and gets from here only
 * the reading of what stands above it. Pages and programs use these.
 */
export const closeDossier = closingDossier(gatherDossier)
export const giveOver = givingOver(listInHand)
export const confirmGone = confirmingGone(listInHand)

/** The night's urging with the reports that are awaited; the second tells what it would tell and leaves nothing. */
export const urgeTonight = (db: Database, at: Moment, command: CommandId): Promise<Urged> =>
  urgeAll(db, at, command, awaitReports)
export const urgingTonight = (db: Database, at: Moment, command: CommandId): Promise<Urged> =>
  urgingOf(db, at, command, awaitReports)
