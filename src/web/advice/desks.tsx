import {
  adviceDesks,
  adviceSettings,
  mayWriteAdvice,
  type AdviceLine,
  type AdviceSettings,
} from '../../advice/index.ts'
import { EmptyState, Heading, LinkButton, Table, type Column } from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { AdviceBadge, ClockBadge, daysInWords } from './shared.tsx'

/** Tham mưu: what the unit proposed and waits for, what it is to decide, what it is asked about. */
export async function showDesks(visit: Visit): Promise<Response> {
  const { t } = visit
  const actor = visit.signedIn()
  const { desks, settings } = await visit.read(async tx => ({
    desks: await adviceDesks(tx, actor.unit),
    settings: await adviceSettings(tx),
  }))
  const shown = (['toDecide', 'toAdvise', 'proposed', 'decided'] as const).filter(desk => desks[desk].length > 0)
  return visit.page(
    t('advice.title'),
    <>
      <Heading
        kicker={<span lang="vi">{actor.unitName}</span>}
        title={t('advice.title')}
        lead={t('advice.lead', { days: daysInWords(t, settings.answerDays, settings) })}
        actions={mayWriteAdvice(actor, actor.unit).ok && <LinkButton to="/advice/new">{t('advice.new')}</LinkButton>}
      />
      {shown.length === 0 && (
        <EmptyState title={t('advice.none')}>
          <p>{t('advice.none-text')}</p>
        </EmptyState>
      )}
      {shown.map(desk => (
        <section>
          <h2>{t(`advice.desk-${desk}`)}</h2>
          <Lines visit={visit} desk={desk} rows={desks[desk]} settings={settings} />
        </section>
      ))}
    </>,
  )
}

const Lines = ({
  visit: { t, at },
  desk,
  rows,
  settings,
}: {
  visit: Visit
  desk: string
  rows: readonly AdviceLine[]
  settings: AdviceSettings
}) => {
  const columns: Column<AdviceLine>[] = [
    {
      key: 'subject',
      label: t('advice.subject'),
      heads: true,
      cell: row => (
        <a href={`/advice/${row.id}`} lang="vi">
          {row.subject}
        </a>
      ),
    },
    {
      key: 'who',
      label: t(desk === 'proposed' ? 'advice.superior' : 'advice.proposer'),
      cell: row => <span lang="vi">{desk === 'proposed' ? row.superiorName : row.unitName}</span>,
    },
    {
      key: 'state',
      label: t('dossiers.state'),
      cell: row => <AdviceBadge t={t} state={row.state} outcome={row.outcome} />,
    },
    {
      key: 'due',
      label: t('advice.due'),
      cell: row =>
        row.opinionDueOn ? (
          t('advice.opinion-by', { date: t.date(row.opinionDueOn) })
        ) : row.dueOn && row.state === 'sent' ? (
          <ClockBadge t={t} due={row.dueOn} today={at.today} settings={settings} />
        ) : (
          '–'
        ),
    },
    {
      key: 'opinions',
      label: t('advice.opinions'),
      cell: row =>
        row.opinionsAsked > 0 ? t('advice.opinions-of', { given: row.opinionsGiven, asked: row.opinionsAsked }) : '–',
    },
  ]
  return <Table t={t} caption={t(`advice.desk-${desk}`)} captionHidden columns={columns} rows={rows} />
}
