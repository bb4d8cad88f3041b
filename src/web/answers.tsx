import type { Problem } from '../kernel/index.ts'
import { Refused } from './refused.tsx'
import type { Visit } from './visit.ts'

/** The page for an address that names nothing in the actor's scope: whether it exists elsewhere is not told. */
export const notFound = (visit: Visit): Promise<Response> =>
  visit.page(visit.t('web.not-found'), <Refused t={visit.t} title={visit.t('web.not-found')} text={visit.t('web.not-found-text')} />, { status: 404 })

/** What a refusal is as an HTTP answer: forbidden, gone by, or something to put right in the form. */
export const statusOf = (refused: Problem): 403 | 404 | 409 | 413 | 422 =>
  refused.kind.endsWith('forbidden') ? 403
  : refused.kind.endsWith('not-found') ? 404
  : refused.kind.endsWith('too-large') ? 413
  : /already|meanwhile|reused|near-match/.test(refused.kind) ? 409
  : 422
