import { sortOf, type Problem } from '../kernel/index.ts'
import { Refused } from './refused.tsx'
import type { Visit } from './visit.ts'

/** The page for an address that names nothing in the actor's scope: whether it exists elsewhere is not told. */
export const notFound = (visit: Visit): Promise<Response> =>
  visit.page(
    visit.t('web.not-found'),
    <Refused t={visit.t} title={visit.t('web.not-found')} text={visit.t('web.not-found-text')} />,
    { status: 404 },
  )

/** A refusal counts the rows that were sent; the form shows also those that were left empty. */
export const shownRows = (refused: Problem, sent: readonly number[]): Problem =>
  refused.row === undefined ? refused : { ...refused, row: sent[refused.row - 1] ?? refused.row }

const STATUS = { forbidden: 403, missing: 404, 'too-large': 413, conflict: 409, busy: 503, invalid: 422 } as const

/** What a refusal is as an HTTP answer. */
export const statusOf = (refused: Problem) => STATUS[sortOf(refused)]
