import type { LetterView } from '../../reports/index.ts'
import { Tabs } from '../kit/index.ts'
import type { Visit } from '../visit.ts'

/** The pages of one letter; a room that has a page about letters adds its line here. */
const VIEWS = [
  { view: 'letter', path: '', label: 'letters.view-letter', own: false },
  { view: 'thread', path: '/thread', label: 'letters.view-thread', own: false },
  { view: 'study', path: '/study', label: 'study.tab', own: false },
  { view: 'reports', path: '/reports', label: 'reports.tab', own: false },
  { view: 'overview', path: '/overview', label: 'overview.tab', own: false },
  { view: 'send', path: '/send', label: 'letters.view-send', own: true },
] as const

export const LetterTabs = ({
  visit: { t },
  letter,
  current,
}: {
  visit: Visit
  letter: Pick<LetterView, 'id' | 'outgoing'>
  current: (typeof VIEWS)[number]['view']
}) => (
  <Tabs
    t={t}
    label={t('letters.views')}
    items={VIEWS.filter(({ own }) => !own || letter.outgoing !== null).map(({ view, path, label }) => ({
      href: `/letters/${letter.id}${path}`,
      label: t(label),
      current: view === current,
    }))}
  />
)
