import type { Claim, ReportView, SharedRecord, SinceCounted } from '../../reports/index.ts'
import { Details } from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { figurePath, reportPath } from './address.ts'

/** Records that several reports claim: who claims them and where each was counted, so that a claim left aside is no riddle. */
export const Shared = ({ visit, report, since }: { visit: Visit; report: ReportView; since: SinceCounted }) => {
  const { t } = visit
  if (since.sharedTotal === 0) return null
  return (
    <Details summary={t('reports.shared', { count: since.sharedTotal })} open={since.sharedTotal <= 5}>
      <p>{t('reports.shared-text')}</p>
      <ul>
        {since.shared.map(one => (
          <SharedLine visit={visit} report={report} one={one} />
        ))}
      </ul>
      {since.sharedTotal > since.shared.length && (
        <p class="muted">{t('reports.records-more', { shown: since.shared.length, count: since.sharedTotal })}</p>
      )}
    </Details>
  )
}

const SharedLine = ({ visit, report, one }: { visit: Visit; report: ReportView; one: SharedRecord }) => (
  <li>
    <a href={figurePath(report.id, one.indicator)} lang="vi">
      {one.label}
    </a>
    : <Claims visit={visit} claims={one.claims} />
  </li>
)

/** The reports that claim a record, each to be opened: the one where it was counted, then those whose claim was left aside. */
export const Claims = ({ visit: { t }, claims }: { visit: Visit; claims: readonly Claim[] }) => (
  <>
    {claims.map((claim, at) => (
      <>
        {at > 0 && '; '}
        <a href={reportPath(claim.report)} lang="vi">
          {claim.unitName}
        </a>
        {claims.length > 1 &&
          ` (${claim.counted ? t('reports.claim-counted') : t('reports.claim-aside', { amount: claim.amount })})`}
      </>
    ))}
  </>
)
