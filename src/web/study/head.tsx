import type { Child } from 'hono/jsx'
import { audiencesWithin } from '../../dissemination/index.ts'
import type { Problem, UnitId } from '../../kernel/index.ts'
import type { LetterView } from '../../reports/index.ts'
import type { T } from '../../words/index.ts'
import { Breadcrumbs, ErrorSummary, Heading, Note } from '../kit/index.ts'
import { LetterTabs } from '../letters/tabs.tsx'
import type { Visit } from '../visit.ts'
import { studyPath } from './address.ts'

export const letterTitle = (t: T, letter: Pick<LetterView, 'printed'>): string =>
  letter.printed || t('letters.no-number')

/** Whether the letter was sent to this unit and not given back, is in its register, or was issued by it. */
export const standsHere = (letter: LetterView, unit: UnitId): boolean =>
  (letter.delivery !== null && letter.delivery.status !== '02') ||
  letter.incoming !== null ||
  (letter.outgoing?.unit === unit && letter.outgoing.state === 'issued')

/** The limit of circulation as the page says it; the command looks once more, over all that the letter passes on. */
export const floorsOf = (letter: LetterView): readonly string[] =>
  letter.circulationFloor ? [letter.circulationFloor] : []

/** What every page about the study of a letter begins with. */
export const StudyHead = ({
  visit,
  letter,
  title,
  lead,
  problems = [],
  actions,
}: {
  visit: Visit
  letter: LetterView
  /** Left out on the overview. */
  title?: string
  lead?: Child
  problems?: readonly Problem[]
  actions?: Child
}) => {
  const { t } = visit
  return (
    <>
      <Breadcrumbs
        t={t}
        items={[
          { href: '/letters', label: t('web.nav-letters') },
          { href: `/letters/${letter.id}`, label: letterTitle(t, letter) },
          { ...(title ? { href: studyPath(letter.id) } : {}), label: t('study.tab') },
          ...(title ? [{ label: title }] : []),
        ]}
      />
      <Heading
        title={title ?? t('study.title', { letter: letterTitle(t, letter) })}
        kicker={<span lang="vi">{letter.subject}</span>}
        lead={lead}
        actions={actions}
      />
      <ErrorSummary t={t} problems={problems} />
      <LetterTabs visit={visit} letter={letter} current="study" />
    </>
  )
}

/** The floor of dissemination is also the limit of circulation: said before anybody types. */
export const LimitNote = ({ t, floors }: { t: T; floors: readonly string[] }) => {
  const [floor] = floors
  if (!floor) return null
  const named = t.has(`letters.floor-${floor}`) ? t(`letters.floor-${floor}`) : floor
  const audiences = audiencesWithin(floors).map(audience => t(`study.audience-${audience}`))
  return (
    <Note tone="warn">
      <p>{t('study.limit', { floor: named, audiences: audiences.join(', ') })}</p>
    </Note>
  )
}
