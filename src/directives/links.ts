import type { DocumentId } from '../kernel/index.ts'

/** Where the page of a letter is: notices point there. */
export const letterLink = (document: DocumentId): string => `/letters/${document}`
export const taskLink = (document: DocumentId, clause: number, unit: string): string =>
  `/tasks/${document}/${clause}/${unit}`
