import { Tabs } from '../kit/index.ts'
import type { Visit } from '../visit.ts'

const PARTS = [
  ['/money/books', 'ledger.tab-funds'],
  ['/money/books/balances', 'ledger.tab-balances'],
  ['/money/books/journal', 'ledger.tab-journal'],
  ['/money/books/months', 'ledger.tab-months'],
] as const

export const BookTabs = ({ visit, at }: { visit: Visit; at: string }) => (
  <Tabs
    t={visit.t}
    label={visit.t('ledger.title')}
    items={PARTS.map(([href, key]) => ({ href, label: visit.t(key), current: href === at }))}
  />
)
