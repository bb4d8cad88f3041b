import { adviceOf, adviceSettings, type AdviceSettings, type AdviceView, type OpinionView } from '../../advice/index.ts'
import { letterNumber } from '../../reports/index.ts'
import type { Problem } from '../../kernel/index.ts'
import { Badge, Breadcrumbs, DescriptionList, ErrorSummary, Heading, Note, Quote } from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import { clauseName } from '../letters/clause-name.ts'
import type { Visit } from '../visit.ts'
import { AdviceMoves } from './moves.tsx'
import { AdviceBadge, ClockBadge, DueOn } from './shared.tsx'
import { adviceNamed } from './write.tsx'

export const showAdvice = (visit: Visit) => advicePage(visit, [])

/** The page of one proposal, the same for both sides: what is asked, opinions, the decision, and the clock. */
export async function advicePage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t, at } = visit
  const id = adviceNamed(visit)
  const found =
    id &&
    (await visit.read(async tx => {
      const advice = await adviceOf(tx, id)
      return advice && { advice, settings: await adviceSettings(tx) }
    }))
  if (!found) return notFound(visit)
  const { advice, settings } = found
  return visit.page(
    advice.subject,
    <>
      <Breadcrumbs t={t} items={[{ href: '/advice', label: t('advice.title') }, { label: advice.subject }]} />
      <Heading title={<span lang="vi">{advice.subject}</span>} kicker={<span lang="vi">{advice.unitName}</span>} />
      <ErrorSummary t={t} problems={problems} />
      <p class="work-head">
        <AdviceBadge t={t} state={advice.state} outcome={advice.outcome} />
        {advice.state === 'sent' && advice.dueOn && (
          <ClockBadge t={t} due={advice.dueOn} today={at.today} settings={settings} />
        )}
      </p>
      <Facts visit={visit} advice={advice} settings={settings} />
      <h2>{t('advice.asked')}</h2>
      <Quote source={advice.unitName}>{advice.asked}</Quote>
      {advice.body && (
        <>
          <h2>{t('advice.body')}</h2>
          <p class="letter-text" lang="vi">
            {advice.body}
          </p>
        </>
      )}
      <Ways visit={visit} advice={advice} />
      <Opinions visit={visit} opinions={advice.opinions} />
      <Decision visit={visit} advice={advice} />
      <AdviceMoves visit={visit} advice={advice} />
    </>,
    { problems },
  )
}

const Facts = ({ visit: { t }, advice, settings }: { visit: Visit; advice: AdviceView; settings: AdviceSettings }) => (
  <DescriptionList
    items={[
      { label: t('advice.superior'), value: <span lang="vi">{advice.superiorName}</span> },
      ...(advice.document && advice.letter
        ? [
            {
              label: t('advice.about'),
              value: (
                <a href={`/letters/${advice.document}${advice.clause ? `#clause-${advice.clause}` : ''}`} lang="vi">
                  {[
                    letterNumber(advice.letter) || advice.letter.subject,
                    advice.letter.clause ? clauseName(t, advice.letter.clause) : '',
                  ]
                    .filter(Boolean)
                    .join(', ')}
                </a>
              ),
            },
          ]
        : []),
      ...(advice.sentOn
        ? [{ label: t('advice.sent-on'), value: `${t.date(advice.sentOn)} – ${advice.sentByName ?? ''}` }]
        : [{ label: t('advice.written-by'), value: <span lang="vi">{advice.writtenByName}</span> }]),
      ...(advice.dueOn
        ? [
            {
              label: t('advice.due'),
              value: <DueOn t={t} from={advice.sentOn} due={advice.dueOn} settings={settings} />,
            },
          ]
        : []),
      ...(advice.wishedOn ? [{ label: t('advice.wished-on'), value: t.date(advice.wishedOn) }] : []),
      ...(advice.files.length > 0
        ? [
            {
              label: t('dossiers.files'),
              value: (
                <ul class="plain">
                  {advice.files.map(file => (
                    <li>
                      <a href={`/files/${file.id}`}>{file.name}</a>
                    </li>
                  ))}
                </ul>
              ),
            },
          ]
        : []),
    ]}
  />
)

/** What happened on the way: sent back, withdrawn, more time. */
const Ways = ({ visit: { t }, advice }: { visit: Visit; advice: AdviceView }) => (
  <>
    {advice.returnedWhy && advice.state !== 'decided' && (
      <Note tone="warn" title={t('advice.returned')}>
        <p lang="vi">{advice.returnedWhy}</p>
      </Note>
    )}
    {advice.withdrawnWhy && (
      <Note tone="warn" title={t('advice.state-withdrawn')}>
        <p lang="vi">{advice.withdrawnWhy}</p>
      </Note>
    )}
    {advice.extensions.length > 0 && (
      <Note tone="info" title={t('advice.extensions')}>
        {advice.extensions.map(one => (
          <p lang="vi">{t('advice.extension-line', { from: t.date(one.from), to: t.date(one.to), why: one.reason })}</p>
        ))}
      </Note>
    )}
  </>
)

const Opinions = ({ visit: { t }, opinions }: { visit: Visit; opinions: readonly OpinionView[] }) =>
  opinions.length === 0 ? null : (
    <section>
      <h2>{t('advice.opinions')}</h2>
      {opinions.map(one => (
        <article class="clause">
          <h3>
            <span lang="vi">{one.unitName}</span>
            <Badge tone={one.answer === null ? 'warn' : 'good'}>
              {one.answer === null
                ? t('advice.opinion-by', { date: t.date(one.dueOn) })
                : t(`advice.answer-${one.answer}`)}
            </Badge>
          </h3>
          {one.question && (
            <p class="muted" lang="vi">
              {t('advice.question-of', { unit: one.askedByName, question: one.question })}
            </p>
          )}
          {one.body && (
            <p class="letter-text" lang="vi">
              {one.body}
            </p>
          )}
        </article>
      ))}
    </section>
  )

const Decision = ({ visit: { t }, advice }: { visit: Visit; advice: AdviceView }) =>
  advice.outcome === null || advice.decidedOn === null ? null : (
    <section>
      <h2>{t('advice.decision')}</h2>
      <DescriptionList
        items={[
          { label: t('advice.outcome'), value: t(`advice.outcome-${advice.outcome}`) },
          {
            label: t('advice.number'),
            value: advice.decisionDocument ? (
              <a href={`/letters/${advice.decisionDocument}`}>{advice.decisionNumber}</a>
            ) : (
              advice.decisionNumber
            ),
          },
          { label: t('advice.decided-on'), value: t.date(advice.decidedOn) },
          { label: t('advice.decided-by'), value: <span lang="vi">{advice.decidedByName}</span> },
        ]}
      />
      <p class="letter-text" lang="vi">
        {advice.decisionText}
      </p>
    </section>
  )
