import { standOut, type Facts, type Finding, type Look } from '../../overview/index.ts'
import { Note } from '../kit/index.ts'
import { indicatorName } from '../reports/words.ts'
import type { Visit } from '../visit.ts'
import { behindPath, overviewPath } from './address.ts'
import { peopleText } from './people.ts'

const SHOWN = 12

/** What stands out: a calm sentence each, with its figures and the way to what is behind them. */
export const Findings = ({ visit, look, facts }: { visit: Visit; look: Look; facts: Facts }) => {
  const { t } = visit
  const found = standOut(facts)
  return (
    <section>
      <h2>{t('overview.stands-out')}</h2>
      {found.length === 0 && <p class="muted">{t('overview.nothing-stands-out')}</p>}
      {found.length > 0 && (
        <Note tone="neutral">
          <ul class="plain">
            {found.slice(0, SHOWN).map(one => (
              <li>
                <a href={hrefOf(visit, look, one)}>{t(`overview.rule-${one.rule}`, spoken(visit, one))}</a>
              </li>
            ))}
          </ul>
        </Note>
      )}
      {found.length > SHOWN && <p class="muted">{t('overview.findings-more', { count: found.length - SHOWN })}</p>}
    </section>
  )
}

const spoken = ({ t }: Visit, { values }: Finding): Finding['values'] => ({
  ...values,
  ...(typeof values['indicator'] === 'string' ? { indicator: indicatorName(t, values['indicator']) } : {}),
  ...(typeof values['line'] === 'string' ? { line: t(`org.line.${values['line']}`) } : {}),
  // What is compared may be people, and a roll is people.
  ...Object.fromEntries(
    ['now', 'before', 'after'].flatMap(key =>
      typeof values[key] === 'number' ? [[key, peopleText(t, values[key], false)]] : [],
    ),
  ),
  ...(typeof values['plan'] === 'number' ? { share: t.percent(Number(values['done']), values['plan']) } : {}),
})

const hrefOf = (visit: Visit, look: Look, { rule, about }: Finding): string => {
  if (about.document) return `/letters/${about.document}/study`
  if (about.unit) return `/units/${about.unit}`
  if (about.line) return behindPath(visit, look, 'received', { line: about.line })
  return rule === 'quiet'
    ? overviewPath(visit, look, 'moved', { area: about.area ?? null })
    : behindPath(visit, look, 'activity', { area: about.area ?? null })
}
