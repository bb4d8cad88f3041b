import type { BehindThing } from '../../overview/index.ts'
import { clauseName } from '../letters/clause-name.ts'
import { periodName } from '../reports/words.ts'
import type { Visit } from '../visit.ts'
import { peopleText } from './people.ts'

/** One record, and the way to it. A letter that is not kept here has none. */
export const Thing = ({ visit, thing, own }: { visit: Visit; thing: BehindThing; own: boolean }) => {
  const { t } = visit
  const label = labelOf(visit, thing)
  const href = hrefOf(thing)
  return (
    <>
      {href ? <a href={href}>{label}</a> : label}
      {thing.on && <span class="muted"> {t.date(thing.on)}</span>}
      {thing.people !== null && (
        <span class="muted"> · {t('overview.people', { people: peopleText(t, thing.people, own) })}</span>
      )}
    </>
  )
}

const labelOf = ({ t }: Visit, thing: BehindThing) => {
  if (thing.kind === 'task') return t('overview.task-of', { clause: clauseName(t, thing.label) })
  if (thing.kind === 'session') return t(`study.form-${thing.label}`)
  if (thing.kind === 'report') return periodName(t, thing.label)
  return <span lang="vi">{thing.label || t('letters.no-number')}</span>
}

const hrefOf = (thing: BehindThing): string | null => {
  if (!thing.id) return null
  if (thing.kind === 'task') return `/tasks/${thing.document!}/${thing.clause!}/${thing.id}`
  if (thing.kind === 'session') return `/letters/${thing.document!}/study/sessions/${thing.id}`
  if (thing.kind === 'letter') return `/letters/${thing.id}`
  return thing.kind === 'activity' ? `/activities/${thing.id}` : `/reports/${thing.id}`
}
