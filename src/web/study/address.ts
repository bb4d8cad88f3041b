import type { SessionId } from '../../dissemination/index.ts'
import { idFrom, type DocumentId } from '../../kernel/index.ts'
import type { Visit } from '../visit.ts'

export const letterOfPage = (visit: Visit): DocumentId | null => idFrom<DocumentId>(visit.c.req.param('id'))
export const sessionOfPage = (visit: Visit): SessionId | null => idFrom<SessionId>(visit.c.req.param('session'))
export const studyPath = (document: DocumentId): string => `/letters/${document}/study`
export const sessionPath = (document: DocumentId, session: SessionId): string =>
  `${studyPath(document)}/sessions/${session}`
