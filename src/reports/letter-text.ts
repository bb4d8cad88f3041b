import type { PlainDate } from '../kernel/index.ts'
import { textOf } from '../paper/index.ts'
import { official } from '../words/index.ts'
import type { ReportFigure, ReportView } from './report-view.sql.ts'
import { amountOf, indicatorName, measureName, ofPlan, periodName } from './wording.ts'

/**
 * The words of the letter that carries a report: all that the report says, so that who signs the letter signs the figures.
 * Vietnamese whatever language the page is in, because the letter is; a person edits it before anybody signs.
 */

export const reportSubject = (report: ReportView, about: string): string =>
  `kết quả thực hiện ${about}, ${periodName(official, report.period)}`

export const reportBody = (report: ReportView, about: string): string =>
  [
    `Thực hiện ${about}, ${report.unitName} báo cáo kết quả ${periodName(official, report.period)}, số liệu chốt ngày ${day(report.cutOff)}, như sau:`,
    `I. KẾT QUẢ THỰC HIỆN\n${report.results}`,
    figuresOf(report),
    wholeness(report),
    `II. HẠN CHẾ, KHÓ KHĂN\n${report.shortcomings}`,
    `III. NGUYÊN NHÂN\n${report.causes}`,
    `IV. PHƯƠNG HƯỚNG, NHIỆM VỤ\n${report.direction}`,
    report.proposals.length > 0 &&
      `V. ĐỀ XUẤT, KIẾN NGHỊ\n${report.proposals.map(one => `${one.ordinal}. ${one.text} (${one.ownerName})`).join('\n')}`,
  ]
    .filter(Boolean)
    .join('\n\n')

/** How far a consolidated total reaches: what waits for an answer and who is missing. Null for a unit's own report. */
export function wholeness(report: ReportView): string | null {
  if (report.consolidates === 'none') return null
  const direct = report.parts.filter(part => part.direct)
  const accepted = direct.filter(part => part.accepted).length
  return [
    `Số liệu tổng hợp từ ${direct.length} báo cáo: ${accepted} đã duyệt, ${direct.length - accepted} chờ duyệt.`,
    report.missing > 0 ? `Còn ${report.missing} đơn vị chưa có báo cáo, số liệu chưa đầy đủ.` : '',
  ]
    .join(' ')
    .trim()
}

const day = (date: PlainDate): string => official.date(date)
const number = (amount: number): string => official.number(amount)

type Column = readonly [heading: string, cell: (figure: ReportFigure) => string]

const columnsOf = (report: ReportView): Column[] => {
  const amount = (of: (figure: ReportFigure) => number | null) => (figure: ReportFigure) =>
    amountOf(official, of(figure))
  return [
    ['Chỉ tiêu', figure => indicatorName(official, figure.indicator)],
    ['Đơn vị tính', figure => measureName(official, figure.measure)],
    [`Thực hiện đến ${day(report.cutOff)}`, figure => number(figure.actual)],
    ...(report.consolidates === 'none' ? [] : [['Trong đó đã duyệt', amount(one => one.accepted)] as const]),
    ['Ước cả kỳ', amount(one => one.estimate)],
    ...(report.settled ? [['Thực hiện cả kỳ', amount(one => one.final)] as const] : []),
    [`Luỹ kế từ ${day(report.cumulativeFrom)}`, figure => number(figure.cumulative)],
    ['Cùng kỳ năm trước', amount(one => one.lastYear)],
    ['Kế hoạch năm', amount(one => one.plan)],
    ['% kế hoạch', figure => ofPlan(official, figure)],
  ]
}

/** The table in the notation that pages and paper show as one (`blocksOf`): words to the left, figures to the right. */
function figuresOf(report: ReportView): string {
  if (report.figures.length === 0) return 'Trong kỳ chưa có số liệu phát sinh.'
  const columns = columnsOf(report)
  return textOf([
    {
      kind: 'table',
      caption: null,
      head: columns.map(([heading]) => heading),
      align: columns.map((_, at) => (at < 2 ? 'left' : 'right')),
      rows: report.figures.map(one => columns.map(([, cell]) => cell(one))),
    },
  ])
}
