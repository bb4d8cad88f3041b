import { no, problem, yes } from '../kernel/index.ts'
import { mustHold, useCase } from '../access/index.ts'
import { notify } from '../notices/index.ts'
import { WRITES } from './policy.ts'
import { answerProposalRow, lockProposal } from './report.sql.ts'
import { reportLink } from './step.ts'
import type { ReportId } from './types.ts'

export type AnswerReportProposal = { readonly report: ReportId; readonly ordinal: number; readonly words: string }

/** Whoever a proposal names answers it, once; the unit that proposed is told. */
export const answerReportProposal = useCase<AnswerReportProposal, { readonly ordinal: number }>(
  'reports.answer-proposal',
  WRITES,
  async (tx, by, input) => {
    const inRange = Number.isInteger(input.ordinal) && input.ordinal > 0 && input.ordinal < 32_768
    const row = inRange ? await lockProposal(tx, input.report, input.ordinal) : null
    if (!row || row.state === 'draft') return no(problem('reports.no-such-proposal'))
    const may = mustHold(by.actor, row.owner_unit_id, ...WRITES)
    if (!may.ok) return may
    if (row.answer !== null) return no(problem('reports.already-answered'))
    const words = input.words.trim()
    const at = { field: 'answer', row: input.ordinal }
    if (words === '') return no(problem('reports.answer-missing', {}, at))
    if (words.length > 5000) return no(problem('reports.text-too-long', { count: 5000 }, at))
    await answerProposalRow(tx, by, input.report, input.ordinal, words)
    await notify(tx, by, [
      {
        unit: row.reporter,
        kind: 'report-proposal-answered',
        parameters: { unit: by.actor.unitName, words },
        link: `${reportLink(input.report)}#proposal-${input.ordinal}`,
      },
    ])
    return yes({ ordinal: input.ordinal })
  },
)
