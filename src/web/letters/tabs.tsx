import type { DocumentId } from '../../kernel/index.ts'
import { Tabs } from '../kit/index.ts'
import type { Visit } from '../visit.ts'

/** The pages of one letter; a room that has a page about letters adds its line here. */
const VIEWS = [
  { view: 'letter', path: '', label: 'letters.view-letter', own: false },
  { view: 'thread', path: '/thread', label: 'letters.view-thread', own: false },
  { view: 'compose', path: '/compose', label: 'letters.view-compose', own: false },
  { view: 'study', path: '/study', label: 'study.tab', own: false },
  { view: 'urging', path: '/urging', label: 'letters.view-urging', own: false },
  { view: 'reports', path: '/reports', label: 'reports.tab', own: false },
  { view: 'dossier', path: '/dossier', label: 'dossiers.tab', own: false },
  { view: 'sheets', path: '/sheets', label: 'sheets.tab', own: false },
  { view: 'overview', path: '/overview', label: 'overview.tab', own: false },
  { view: 'send', path: '/send', label: 'letters.view-send', own: true },
] as const

export const LetterTabs = ({
  visit: { t },
  document,
  own,
  current,
}: {
  visit: Visit
  document: DocumentId
  /** The office's own letter, which has recipients to be chosen. */
  own: boolean
  current: (typeof VIEWS)[number]['view']
}) => (
  <Tabs
    t={t}
    label={t('letters.views')}
    items={VIEWS.filter(one => own || !one.own).map(({ view, path, label }) => ({
      href: `/letters/${document}${path}`,
      label: t(label),
      current: view === current,
    }))}
  />
)
