import type { DocumentId } from '../../kernel/index.ts'
import type { ClauseThread } from '../../reports/index.ts'
import { Badge, Details, Meter } from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { DueBadge } from '../work/work.tsx'
import { clauseName } from './clause-name.ts'

/** The clauses of a letter: whom each asks and with what force, what carries it on, and who is at work on it. */
export const Clauses = ({
  visit,
  clauses,
  document,
}: {
  visit: Visit
  clauses: readonly ClauseThread[]
  document: DocumentId
}) => {
  const { t } = visit
  if (clauses.length === 0) return null
  return (
    <section>
      <h2>{t('letters.clauses')}</h2>
      {clauses.some(clause => !clause.confirmed) && <p class="muted">{t('letters.unconfirmed')}</p>}
      {clauses.map(clause => (
        <article class="clause" id={`clause-${clause.ordinal}`}>
          <h3>
            {clauseName(t, clause.label)} <DueBadge t={t} item={{ ...clause, ownDate: false }} today={visit.at.today} />
            {clause.force && <Badge tone="info">{t(`letters.force-${clause.force}`)}</Badge>}
          </h3>
          <ClauseText text={clause.text} more={t('work.whole')} />
          <AskList visit={visit} clause={clause} />
          <ClauseLinks visit={visit} clause={clause} />
          {clause.tasks > 0 && (
            <>
              <Meter t={t} label={t('letters.tasks-taken')} value={clause.taken} max={clause.tasks} tone="good" />
              <Details summary={t('letters.who-works', { count: clause.tasks })}>
                <ul class="plain">
                  {clause.units.map(unit => (
                    <li>
                      <a href={`/tasks/${document}/${clause.ordinal}/${unit.unit}`} lang="vi">
                        {unit.name}
                      </a>{' '}
                      <span class="muted">{t(`task.role-${unit.role}`)}</span>{' '}
                      <Badge tone={unit.state === 'asked' ? 'warn' : 'good'}>{t(`task.state-${unit.state}`)}</Badge>
                    </li>
                  ))}
                </ul>
              </Details>
            </>
          )}
        </article>
      ))}
    </section>
  )
}

const SHOWN_MAX = 320

/** A long clause shows its beginning; the rest is one click away and always there for print and search. */
const ClauseText = ({ text, more }: { text: string; more: string }) => {
  if (text.length <= SHOWN_MAX) return <p lang="vi">{text}</p>
  return (
    <>
      <p lang="vi">{text.slice(0, text.lastIndexOf(' ', SHOWN_MAX))} …</p>
      <Details summary={more}>
        <p lang="vi">{text}</p>
      </Details>
    </>
  )
}

const AskList = ({ visit: { t }, clause }: { visit: Visit; clause: ClauseThread }) => (
  <ul class="asks">
    {clause.asks.map(ask => (
      <li>
        <span lang="vi">{ask.phrase}</span>{' '}
        <span class="muted">
          {[
            t(`task.role-${ask.role}`),
            ask.force ? t(`letters.force-${ask.force}`) : '',
            ask.chain === null ? '' : t('letters.chain', { step: ask.chain + 1, act: ask.act ?? '' }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </li>
    ))}
  </ul>
)

/** The thread in both directions: what this clause carries on, and what carries it on. */
const ClauseLinks = ({ visit: { t }, clause }: { visit: Visit; clause: ClauseThread }) => (
  <>
    {clause.carriesOn.length > 0 && (
      <p class="muted">
        {t('letters.carries-on')}{' '}
        {clause.carriesOn
          .map(link => (
            <a href={`/letters/${link.document}#clause-${link.ordinal}`}>
              {t('letters.clause-of', { clause: clauseName(t, link.label), letter: link.number })}
            </a>
          ))
          .reduce<unknown[]>((all, one) => (all.length > 0 ? [...all, '; ', one] : [one]), [])}
      </p>
    )}
    {clause.carriedOnBy.length > 0 && (
      <p class="muted">
        {t('letters.carried-on-by')}{' '}
        {clause.carriedOnBy
          .map(link => (
            <a href={`/letters/${link.document}#clause-${link.ordinal}`}>
              {t('letters.clause-of', {
                clause: clauseName(t, link.label),
                letter: link.number || t('letters.no-number'),
              })}
            </a>
          ))
          .reduce<unknown[]>((all, one) => (all.length > 0 ? [...all, '; ', one] : [one]), [])}
      </p>
    )}
  </>
)
