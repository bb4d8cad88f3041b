import type { Child } from 'hono/jsx'
import { movedAndFacts, overTime, whoWaits, type Look } from '../../overview/index.ts'
import { letterAt, type LetterView } from '../../reports/index.ts'
import { Breadcrumbs, DateInput, Form, Heading, Submit, Tabs } from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import { LetterTabs } from '../letters/tabs.tsx'
import type { Visit } from '../visit.ts'
import { lookNamed, overviewPath, viewNamed, VIEWS, type View } from './address.ts'
import { Findings } from './findings.tsx'
import { WhoMovedView } from './moved.tsx'
import { paceNamed, TimeView } from './time.tsx'
import { WaitingView } from './waiting.tsx'

/** Toàn cảnh: over all that is in sight, or over one directive as a tab of its letter. */
export async function showOverview(visit: Visit): Promise<Response> {
  const { t } = visit
  const look = lookNamed(visit)
  const view = viewNamed(visit)
  const ofLetter = visit.c.req.path.startsWith('/letters/')
  if (ofLetter && !look.letter) return notFound(visit)
  const found = await visit.read(async tx => {
    const letter = ofLetter ? await letterAt(tx, look.letter!, visit.signedIn().unit) : null
    if (ofLetter && !letter) return null
    return { letter, body: await bodyOf(visit, look, view)(tx) }
  })
  if (!found) return notFound(visit)
  const { letter, body } = found
  return visit.page(
    t(letter ? 'overview.letter-title' : 'overview.title', letter ? { letter: nameOf(visit, letter) } : {}),
    <>
      {letter ? (
        <LetterHead visit={visit} letter={letter} />
      ) : (
        <Heading
          title={t('overview.title')}
          kicker={<span lang="vi">{visit.signedIn().unitName}</span>}
          lead={t('overview.lead')}
        />
      )}
      <Choice visit={visit} look={look} view={view} />
      {look.on < visit.at.today && <p class="muted">{t('overview.as-recorded')}</p>}
      {body}
    </>,
    { wide: true },
  )
}

type Body = (tx: Parameters<Parameters<Visit['read']>[0]>[0]) => Promise<Child>

const bodyOf = (visit: Visit, look: Look, view: View): Body => {
  switch (view) {
    case 'waiting':
      return async tx => <WaitingView visit={visit} look={look} waits={await whoWaits(tx, look)} />
    case 'time':
      return async tx => <TimeView visit={visit} look={look} time={await overTime(tx, look, paceNamed(visit))} />
    default:
      return async tx => {
        const { moved, facts } = await movedAndFacts(tx, look)
        return (
          <>
            <WhoMovedView visit={visit} look={look} moved={moved} />
            {moved.total.sent > 0 && <Findings visit={visit} look={look} facts={facts} />}
          </>
        )
      }
  }
}

const nameOf = ({ t }: Visit, letter: LetterView) => letter.printed || t('letters.no-number')

const LetterHead = ({ visit, letter }: { visit: Visit; letter: LetterView }) => {
  const { t } = visit
  const name = nameOf(visit, letter)
  return (
    <>
      <Breadcrumbs
        t={t}
        items={[
          { href: '/letters', label: t('web.nav-letters') },
          { href: `/letters/${letter.id}`, label: name },
          { label: t('overview.tab') },
        ]}
      />
      <Heading title={t('overview.letter-title', { letter: name })} lead={<span lang="vi">{letter.subject}</span>} />
      <LetterTabs visit={visit} document={letter.id} own={letter.outgoing !== null} current="overview" />
    </>
  )
}

/** Which subject, and as of which day. */
const Choice = ({ visit, look, view }: { visit: Visit; look: Look; view: View }) => {
  const { t } = visit
  const path = look.letter ? `/letters/${look.letter}/overview` : '/overview'
  const hidden = {
    ...(view === 'moved' ? {} : { view }),
    ...(look.area ? { area: look.area } : {}),
    ...(look.line ? { line: look.line } : {}),
    ...(look.own ? { own: '1' } : {}),
    ...(view === 'time' && paceNamed(visit) === 'month' ? { pace: 'month' } : {}),
  }
  return (
    <>
      <Tabs
        t={t}
        label={t('overview.views')}
        items={VIEWS.map(one => ({
          href: overviewPath(visit, look, one),
          label: t(`overview.view-${one}`),
          current: one === view,
        }))}
      />
      <Form to={path} method="get" inline label={t('overview.as-of')} hidden={hidden}>
        <DateInput t={t} name="on" label={t('overview.as-of')} value={look.on} max={visit.at.today} required />
        {view === 'time' && (
          <DateInput t={t} name="since" label={t('overview.from-day')} value={visit.c.req.query('since') ?? null} />
        )}
        <Submit kind="secondary">{t('overview.show')}</Submit>
      </Form>
    </>
  )
}
