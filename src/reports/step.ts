import { no, problem, yes, type Problem, type Result } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { letterNumber } from './my-work.sql.ts'
import { mayMoveReport } from './policy.ts'
import { lockReport, moverOf, type ReportRow } from './report.sql.ts'
import { judgeReport, type Against, type ReportMove, type ReportState, type ReportTexts } from './rules.ts'
import type { ReportAt, ReportId } from './types.ts'

/** What every move of a report has in common: whose it is, the version seen, and the table in rules.ts. */
export async function stepReport(
  tx: Tx,
  by: Acting,
  at: ReportAt,
  move: ReportMove,
  more: { readonly words?: string; readonly texts?: ReportTexts; readonly addressed?: boolean } = {},
): Promise<Result<{ readonly row: ReportRow; readonly to: ReportState | 'new' }>> {
  const row = await lockReport(tx, at.report)
  if (!row) return no(problem('reports.no-such-report'))
  const may = mayMoveReport(by.actor, { unit: row.unit_id, to: row.to_unit_id }, move)
  if (!may.ok) return may
  if (row.version !== at.version) return no(await movedMeanwhile(tx, row))
  const judged = judgeReport(
    {
      state: row.state,
      texts: more.texts ?? row,
      addressed: more.addressed ?? row.to_unit_id !== null,
      newest: row.newest,
      ownHand: [row.drafted_by, row.edited_by, row.submitted_by].includes(by.actor.account),
      words: more.words ?? '',
    },
    move,
  )
  return 'to' in judged ? yes({ row, to: judged.to }) : no(standsAgainst(judged, row.state, move))
}

const standsAgainst = (judged: Against, state: ReportState, move: ReportMove): Problem => {
  if (judged.against === 'state') return problem('reports.wrong-state', { state })
  const at = 'field' in judged && judged.field ? { field: judged.field } : undefined
  return judged.against === 'words'
    ? problem(`reports.words-${move}`, {}, at)
    : problem(`reports.needs-${judged.against}`, {}, at)
}

/** Somebody moved it since the page was shown: who and when, on the clock in Viet Nam. */
async function movedMeanwhile(tx: Tx, row: ReportRow): Promise<Problem> {
  const local = new Date(row.changed_at.getTime() + 7 * 3_600_000).toISOString()
  return problem('reports.moved-meanwhile', {
    who: await moverOf(tx, row.changed_by),
    at: `${local.slice(11, 16)} ${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)}`,
  })
}

/** What a notice about a report says of it. */
export const told = (row: ReportRow) => ({
  unit: row.unit_name,
  period: row.period_key,
  letter: letterNumber(row),
})

export const reportLink = (report: ReportId): string => `/reports/${report}`
