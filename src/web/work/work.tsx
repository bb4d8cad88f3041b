import { desksOf, workOf, type Desks, type WorkItem } from '../../reports/index.ts'
import type { T } from '../../words/index.ts'
import { holds } from '../../access/index.ts'
import {
  Badge,
  Cards,
  composeMessage,
  CopyMessage,
  EmptyState,
  Heading,
  KeyFigure,
  PostButton,
  Quote,
} from '../kit/index.ts'
import { Acting } from '../account/acting.tsx'
import type { Visit } from '../visit.ts'
import { clauseName } from '../letters/clause-name.ts'

const ITEMS_SHOWN = 50

/** "Việc của tôi": what is asked of me, in the letter's own sentence, by when, with the form beside it. */
export async function showWork(visit: Visit): Promise<Response> {
  const { t } = visit
  const actor = visit.signedIn()
  const who = { unit: actor.unit, person: actor.person }
  const { work, desks } = await visit.read(async tx => ({
    work: await workOf(tx, who, ITEMS_SHOWN),
    desks: await desksOf(tx, who),
  }))
  return visit.page(
    t('work.title'),
    <>
      <Heading
        kicker={<span lang="vi">{actor.unitName}</span>}
        title={t('work.title')}
        lead={t('work.lead', { count: work.total })}
        actions={<Acting visit={visit} />}
      />
      <WaitingDesks t={t} desks={desks} />
      <OtherBooks t={t} />
      <h2>{t('work.asked')}</h2>
      {work.total > 0 && (
        <p class="screen-only">
          <a href="/print/work">{t('print.print')}</a>
        </p>
      )}
      {work.items.length === 0 ? (
        <EmptyState title={t('work.none')}>
          <p>{t('work.none-text')}</p>
        </EmptyState>
      ) : (
        <ol class="work-list">
          {work.items.map(item => (
            <li>
              <WorkCard visit={visit} item={item} />
            </li>
          ))}
        </ol>
      )}
      {work.total > 0 && (
        <CopyMessage
          t={t}
          text={composeMessage(
            'work',
            {
              unit: actor.unitName,
              count: work.total,
              firstDue: work.items.map(item => item.dueOn).find(due => due !== null && due >= visit.at.today) ?? null,
              link: `${visit.deps.publicUrl}/work`,
            },
            t,
          )}
        />
      )}
      {work.total > work.items.length && (
        <p class="muted">{t('work.more', { shown: work.items.length, total: work.total })}</p>
      )}
    </>,
  )
}

const DESKS: readonly (readonly [keyof Desks, string])[] = [
  ['toOpen', '/letters?desk=inbox'],
  ['toNote', '/letters?desk=incoming&state=submitted'],
  ['toHandOut', '/letters?desk=incoming&state=noted'],
  ['toSign', '/letters?desk=outgoing&state=submitted'],
  ['toIssue', '/letters?desk=outgoing&state=signed'],
  ['toAnswer', '/letters?desk=dates'],
  ['toDecide', '/advice'],
  ['toAdvise', '/advice'],
  ['notices', '/notices'],
]

/** Only desks on which something waits: an empty desk asks for nothing. */
const WaitingDesks = ({ t, desks }: { t: T; desks: Desks }) => {
  const waiting = DESKS.filter(([name]) => desks[name] > 0)
  if (waiting.length === 0) return null
  return (
    <Cards>
      {waiting.map(([name, href]) => (
        <KeyFigure label={t(`work.desk-${name}`)} value={t.number(desks[name])} href={href} />
      ))}
    </Cards>
  )
}

/** Books that an officer opens now and then: they have no place in the navigation of every page. */
const OtherBooks = ({ t }: { t: T }) => (
  <nav aria-label={t('work.other-books')} class="inline-links">
    <a href="/dossiers">{t('dossiers.title')}</a> · <a href="/handovers">{t('handovers.title')}</a> ·{' '}
    <a href="/advice">{t('advice.title')}</a>
  </nav>
)

const WorkCard = ({ visit, item }: { visit: Visit; item: WorkItem }) => {
  const { t, at } = visit
  const takes = item.state === 'asked' && item.part === null && holds(visit.signedIn(), item.unit, 'officer', 'leader')
  const path = `/tasks/${item.document}/${item.clause}/${item.unit}`
  return (
    <article class="work-item">
      <p class="work-head">
        <DueBadge t={t} item={item} today={at.today} />
        <Badge tone={item.state === 'asked' ? 'warn' : 'good'}>{t(`task.state-${item.state}`)}</Badge>
        <span class="muted">{t(`task.role-${item.role}`)}</span>
      </p>
      {item.what && (
        <p lang="vi">
          <strong>{item.what}</strong>
        </p>
      )}
      <Quote
        source={t('work.source', { letter: item.letter, clause: clauseName(t, item.label), issuer: item.issuer })}
        href={`/letters/${item.document}#clause-${item.clause}`}
      >
        {shorten(item.sentence)}
      </Quote>
      <div class="actions">
        {takes && (
          <PostButton
            to={`${path}/take`}
            command={visit.newCommand()}
            version={item.version}
            kind="primary"
            label={t('work.take', { letter: item.letter, clause: clauseName(t, item.label) })}
          >
            {t('task.take')}
          </PostButton>
        )}
        <a
          class="button secondary"
          href={path}
          aria-label={t('work.open-task', { letter: item.letter, clause: clauseName(t, item.label) })}
        >
          {t('work.open')}
        </a>
      </div>
    </article>
  )
}

/** The kind of time the task has, and its date where it has one; a standing task is never late. */
export const DueBadge = ({
  t,
  item,
  today,
}: {
  t: T
  item: Pick<WorkItem, 'dueOn' | 'dueText' | 'rhythm' | 'ownDate'>
  today: string
}) => {
  if (item.dueOn) {
    const late = item.dueOn < today && item.rhythm !== 'standing'
    return (
      <Badge tone={late ? 'bad' : 'info'}>
        {t(late ? 'task.was-due' : item.ownDate ? 'task.own-due' : 'task.due', { date: t.date(item.dueOn) })}
      </Badge>
    )
  }
  return <Badge tone="neutral">{item.dueText ?? t(`task.rhythm-${item.rhythm}`)}</Badge>
}

const SENTENCE_MAX = 420
const shorten = (sentence: string) =>
  sentence.length > SENTENCE_MAX ? `${sentence.slice(0, sentence.lastIndexOf(' ', SENTENCE_MAX))} …` : sentence
