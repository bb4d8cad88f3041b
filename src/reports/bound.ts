import { closingDossier, confirmingGone, givingOver } from '../dossiers/index.ts'
import { gatherDossier } from './dossier-sources.sql.ts'
import { listInHand } from './in-hand.sql.ts'

/**
 * Use cases of lower rooms that freeze what every room knows: the lower room decides and writes, and gets from here only
 * the reading of what stands above it. Pages and programs use these.
 */
export const closeDossier = closingDossier(gatherDossier)
export const giveOver = givingOver(listInHand)
export const confirmGone = confirmingGone(listInHand)
