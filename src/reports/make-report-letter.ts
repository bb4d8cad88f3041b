import { no, problem, yes, type DocumentId } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { draftOutgoing } from '../directives/index.ts'
import { letterNumber } from './my-work.sql.ts'
import { mayWriteReports, WRITES } from './policy.ts'
import { lockReport, noteLetter, unitNameOf } from './report.sql.ts'
import type { ReportAt } from './types.ts'

/** Drafts the outgoing letter that carries a submitted report on paper; from there the ordinary steps follow. */
export const makeReportLetter = useCase<ReportAt, { readonly document: DocumentId }>(
  'reports.make-letter',
  WRITES,
  async (tx, by, input) => {
    const row = await lockReport(tx, input.report)
    if (!row) return no(problem('reports.no-such-report'))
    const may = mayWriteReports(by.actor, row.unit_id)
    if (!may.ok) return may
    if (row.state !== 'submitted' && row.state !== 'accepted')
      return no(problem('reports.wrong-state', { state: row.state }))
    if (row.letter_id) return no(problem('reports.already-letter'))
    const letter = letterNumber(row)
    const drafted = await draftOutgoing.run(tx, by, {
      unit: row.unit_id,
      fields: {
        regime: row.unit_kind.startsWith('party_') ? 'party' : 'state',
        docType: 'báo cáo',
        issuer: row.unit_name,
        number: null,
        symbol: null,
        issuedOn: null,
        subject: `kết quả thực hiện ${letter || 'văn bản chỉ đạo'}, kỳ ${row.period_key}`,
        place: null,
        authorityPrefix: null,
        authorityBody: null,
        signerTitle: null,
        signerName: null,
        secrecy: null,
        urgency: null,
        circulationFloor: null,
        body: bodyOf(row),
        addressees: [await unitNameOf(tx, row.to_unit_id!)],
        copies: [],
        clauses: [],
        citations: [],
      },
    })
    if (!drafted.ok) return drafted
    await noteLetter(tx, by, row.id, drafted.value.document)
    return yes({ document: drafted.value.document })
  },
)

const bodyOf = (row: { results: string; shortcomings: string; causes: string; direction: string }): string =>
  [
    `I. KẾT QUẢ THỰC HIỆN\n${row.results}`,
    `II. HẠN CHẾ, KHÓ KHĂN\n${row.shortcomings}`,
    `III. NGUYÊN NHÂN\n${row.causes}`,
    `IV. PHƯƠNG HƯỚNG, NHIỆM VỤ\n${row.direction}`,
  ].join('\n\n')
