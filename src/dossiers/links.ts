import type { DossierId, HandoverId } from './types.ts'

/** Where the pages are: notices point there. */
export const dossierLink = (dossier: DossierId): string => `/dossiers/${dossier}`
export const handoverLink = (handover: HandoverId): string => `/handovers/${handover}`
