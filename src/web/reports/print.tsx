import { reportAt, wholeness, type ReportView } from '../../reports/index.ts'
import { SAMPLE_MARK } from '../../directives/index.ts'
import { notFound } from '../answers.tsx'
import type { Visit } from '../visit.ts'
import { reportNamed, reportPath } from './address.ts'
import { Figures } from './report.tsx'
import { periodName } from './words.ts'

/**
 * The report as the letter that must be signed: heading, number line, table, texts and the place of the signature, in the
 * State's layout (Decree 30/2020) or the Party's, by the unit's line. In a demonstration world it bears the sample's mark.
 */
export async function showPrint(visit: Visit): Promise<Response> {
  const { t } = visit
  const id = reportNamed(visit)
  const report = id && (await visit.read(tx => reportAt(tx, id)))
  if (!report) return notFound(visit)
  const sample = visit.deps.world()?.demonstration ?? false
  return visit.page(
    t('reports.print-title', { period: periodName(t, report.period) }),
    <>
      <p class="screen-only">
        <a href={reportPath(report.id)}>{t('reports.back')}</a> · {t('reports.print-how')}
      </p>
      <article class="report-paper" lang="vi">
        {sample && <p class="report-sample">{SAMPLE_MARK}</p>}
        {isParty(report) ? <PartyHead report={report} /> : <StateHead report={report} />}
        <h1 class="report-name">
          BÁO CÁO
          <span>
            Kết quả thực hiện {report.letter || report.subject}, {periodName(t, report.period)}
          </span>
        </h1>
        {report.toName && <p class="report-to">Kính gửi: {report.toName}.</p>}
        <Figures visit={visit} report={report} plain />
        {wholeness(report) && <p>{wholeness(report)}</p>}
        <Numbered report={report} />
        <Foot report={report} />
      </article>
    </>,
    { wide: true },
  )
}

/** Committees, boards and delegations of the Party write in the Party's layout. */
const isParty = (report: ReportView): boolean => report.unitKind.startsWith('party_')

const place = (report: ReportView): string => `${report.areaName}, ngày … tháng … năm ${report.cutOff.slice(0, 4)}`

const StateHead = ({ report }: { report: ReportView }) => (
  <div class="report-head">
    <p>
      <strong>{report.unitName.toUpperCase()}</strong>
      <br />
      Số: …/BC
    </p>
    <p>
      <strong>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</strong>
      <br />
      <strong>Độc lập - Tự do - Hạnh phúc</strong>
      <br />
      <em>{place(report)}</em>
    </p>
  </div>
)

const PartyHead = ({ report }: { report: ReportView }) => (
  <div class="report-head">
    <p>
      <strong>{report.unitName.toUpperCase()}</strong>
      <br />*<br />
      Số …-BC
    </p>
    <p>
      <strong>ĐẢNG CỘNG SẢN VIỆT NAM</strong>
      <br />
      <em>{place(report)}</em>
    </p>
  </div>
)

const PARTS = [
  ['I. KẾT QUẢ THỰC HIỆN', 'results'],
  ['II. HẠN CHẾ, KHÓ KHĂN', 'shortcomings'],
  ['III. NGUYÊN NHÂN', 'causes'],
  ['IV. PHƯƠNG HƯỚNG, NHIỆM VỤ', 'direction'],
] as const

const Numbered = ({ report }: { report: ReportView }) => (
  <>
    {PARTS.map(([title, key]) => (
      <section>
        <h2>{title}</h2>
        {report[key].split(/\n+/).map(line => (
          <p>{line}</p>
        ))}
      </section>
    ))}
    {report.proposals.length > 0 && (
      <section>
        <h2>V. ĐỀ XUẤT, KIẾN NGHỊ</h2>
        <ol>
          {report.proposals.map(one => (
            <li>
              {one.text} ({one.ownerName})
            </li>
          ))}
        </ol>
      </section>
    )}
  </>
)

const Foot = ({ report }: { report: ReportView }) => (
  <div class="report-head report-foot">
    <p>
      <em>Nơi nhận:</em>
      <br />- {report.toName ?? '…'};
      <br />- Cấp uỷ, chính quyền cùng cấp;
      <br />- Lưu: …
    </p>
    <p>
      <strong>
        {isParty(report) ? 'T/M' : 'TM.'} {report.unitName.toUpperCase()}
      </strong>
      <br />
      (chức vụ, ký tên, đóng dấu)
    </p>
  </div>
)
