import { yes, type UnitId } from '../kernel/index.ts'
import { useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { notify } from '../notices/index.ts'
import { reportCame, reportGivenBack } from './awaited.sql.ts'
import { unitsBeside } from './beside.ts'
import { moveReport, proposalsOf, sendCopies, takenInBy, type ReportRow } from './report.sql.ts'
import { REPORT, type ReportState } from './rules.ts'
import { reportLink, stepReport, told } from './step.ts'
import type { ReportAt } from './types.ts'

export type Moved = { readonly state: ReportState; readonly version: number }

/** The leader submits the report. From now on its figures and their sources are frozen; whoever a proposal names is told. */
export const submitReport = useCase<ReportAt, Moved>('reports.submit', REPORT.submit.by, async (tx, by, input) => {
  const step = await stepReport(tx, by, input, 'submit')
  if (!step.ok) return step
  const { row } = step.value
  await moveReport(tx, by, row.id, 'submitted')
  await reportCame(tx, by, row)
  const proposals = await proposalsOf(tx, row.id)
  await notify(tx, by, [
    { unit: row.to_unit_id!, kind: 'report-submitted', parameters: told(row), link: reportLink(row.id) },
    ...proposals.map(one => ({
      unit: one.owner_unit_id,
      kind: 'report-proposal',
      parameters: { ...told(row), words: one.text },
      link: `${reportLink(row.id)}#proposal-${one.ordinal}`,
    })),
  ])
  // A newer version takes the place of one that reports above were put together from.
  if (row.revision > 1) await tellAbove(tx, by, row, 'report-part-replaced')
  return yes({ state: 'submitted', version: row.version + 1 })
})

export type ReturnReport = ReportAt & { readonly words: string }

/** The superior gives the report back, with the reason. It stays as it was; the unit writes its next version. */
export const returnReport = useCase<ReturnReport, Moved>('reports.return', REPORT.return.by, async (tx, by, input) => {
  const step = await stepReport(tx, by, input, 'return', { words: input.words })
  if (!step.ok) return step
  const { row } = step.value
  const words = input.words.trim()
  await moveReport(tx, by, row.id, 'returned', words)
  await reportGivenBack(tx, by, row)
  await notify(tx, by, [
    { unit: row.unit_id, kind: 'report-returned', parameters: { ...told(row), words }, link: reportLink(row.id) },
  ])
  await tellAbove(tx, by, row, 'report-part-returned')
  return yes({ state: 'returned', version: row.version + 1 })
})

/** The superior accepts the report, and it goes to the party committee and the government of the same level. */
export const acceptReport = useCase<ReportAt, Moved & { readonly copies: number }>(
  'reports.accept',
  REPORT.accept.by,
  async (tx, by, input) => {
    const step = await stepReport(tx, by, input, 'accept')
    if (!step.ok) return step
    const { row } = step.value
    await moveReport(tx, by, row.id, 'accepted')
    const beside = (await unitsBeside(tx, by, row)).map(unit => unit.id)
    await sendCopies(tx, by, row.id, beside)
    const notice = (kind: string) => (unit: UnitId) => ({ unit, kind, parameters: told(row), link: reportLink(row.id) })
    await notify(tx, by, [notice('report-accepted')(row.unit_id), ...beside.map(notice('report-beside'))])
    return yes({ state: 'accepted', version: row.version + 1, copies: beside.length })
  },
)

/** Nothing above is rewritten: whoever took the report in is told, and its page points out the difference. */
async function tellAbove(tx: Tx, by: Acting, row: ReportRow, kind: string): Promise<void> {
  const above = await takenInBy(tx, row.id, kind === 'report-part-replaced' ? 'earlier' : 'this')
  await notify(
    tx,
    by,
    above.map(({ unit, report }) => ({ unit, kind, parameters: told(row), link: reportLink(report) })),
  )
}
