import { get, type Pages } from '../routes.ts'
import { showOverview } from './overview.tsx'
import { showBehind } from './behind.tsx'
import { showEvents } from './events.tsx'
import { showMatters } from './matters.tsx'

/** What leaders look at: over all in sight, over one directive, and the records behind every figure. */
export const overviewPages: Pages = [
  get('/overview', 'signed-in', showOverview),
  get('/overview/records', 'signed-in', showBehind),
  get('/overview/waits', 'signed-in', showMatters),
  get('/overview/events', 'signed-in', showEvents),
  get('/letters/:id/overview', 'signed-in', showOverview),
]
