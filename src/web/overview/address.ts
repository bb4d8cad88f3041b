import { idFrom, plainDate, type AreaId, type DocumentId, type PlainDate, type UnitId } from '../../kernel/index.ts'
import { isSeries, isStep, isWait, type Look, type SeriesKey, type Step, type Which } from '../../overview/index.ts'
import { LINES } from '../../org/index.ts'
import { letterNamed } from '../letters/address.ts'
import type { Visit } from '../visit.ts'

/** The views of this room: one subject a page. */
export const VIEWS = ['moved', 'waiting', 'time'] as const
export type View = (typeof VIEWS)[number]
export const viewNamed = (visit: Visit): View => VIEWS.find(view => view === visit.c.req.query('view')) ?? 'moved'

const EARLIEST = '2000-01-01' as PlainDate

const areaNamed = ({ c }: Visit, name: string): AreaId | null =>
  (/^\d-\d{2,5}$/.exec(c.req.query(name) ?? '')?.[0] ?? null) as AreaId | null

/** What the address asks to see. A day that is no day, or lies ahead, is today. */
export function lookNamed(visit: Visit): Look {
  const { c, at } = visit
  const on = plainDate(c.req.query('on'))
  const area = areaNamed(visit, 'area')
  return {
    letter: c.req.path.startsWith('/letters/') ? letterNamed(visit) : idFrom<DocumentId>(c.req.query('letter')),
    on: on && on <= at.today && on >= EARLIEST ? on : at.today,
    area,
    own: area !== null && c.req.query('own') === '1',
    line: LINES.find(line => line === c.req.query('line')) ?? null,
  }
}

export const stepNamed = (visit: Visit): Step | null => {
  const step = visit.c.req.query('step')
  return isStep(step) ? step : null
}

/** Which of the recipients a list shows: those who have done it, those who have not, or all. */
export const stateNamed = (visit: Visit): 'done' | 'not-yet' | null => {
  const state = visit.c.req.query('state')
  return state === 'done' || state === 'not-yet' ? state : null
}

export const whichNamed = (visit: Visit): Which => {
  const { c } = visit
  const kind = c.req.query('kind')
  return {
    kind: isWait(kind) ? kind : null,
    from: idFrom<UnitId>(c.req.query('by')),
    to: idFrom<UnitId>(c.req.query('to')),
    toArea: areaNamed(visit, 'place'),
  }
}

export const seriesNamed = (visit: Visit): SeriesKey | null => {
  const series = visit.c.req.query('series')
  return isSeries(series) ? series : null
}

/** The row with which a page of a long list begins. */
export const offsetNamed = ({ c }: Visit): number =>
  Math.max(0, Math.min(1_000_000, Math.trunc(Number(c.req.query('from') ?? 0)) || 0))

type More = Readonly<Record<string, string | null>>
const query = (values: More): string => {
  const pairs = Object.entries(values).flatMap(([key, value]) => (value ? [[key, value] as [string, string]] : []))
  return pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : ''
}

/** The look in an address, without what everybody gets who asks for nothing. */
const said = (visit: Visit, look: Look): More => ({
  on: look.on === visit.at.today ? null : look.on,
  area: look.area,
  own: look.own ? '1' : null,
  line: look.line,
})

/** A view of this room: of one letter within its tabs, else over all that is in sight. */
export const overviewPath = (visit: Visit, look: Look, view: View, more: More = {}): string =>
  (look.letter ? `/letters/${look.letter}/overview` : '/overview') +
  query({ view: view === 'moved' ? null : view, ...said(visit, look), ...more })

/** The records behind a figure. */
export const behindPath = (visit: Visit, look: Look, step: Step, more: More = {}): string =>
  `/overview/records${query({ step, letter: look.letter, ...said(visit, look), ...more })}`

/** The matters behind a count of waits: of one kind, from one body to another, or to all in an area. */
export const mattersPath = (visit: Visit, look: Look, which: Partial<Which>, more: More = {}): string =>
  `/overview/waits${query({
    letter: look.letter,
    ...said(visit, look),
    kind: which.kind ?? null,
    by: which.from ?? null,
    to: which.to ?? null,
    place: which.toArea ?? null,
    ...more,
  })}`

type Span = { readonly since: PlainDate | null; readonly until: PlainDate }

/** The events behind a figure of a series. */
export const eventsPath = (visit: Visit, look: Look, series: SeriesKey, span: Span, more: More = {}): string =>
  `/overview/events${query({ series, letter: look.letter, ...said(visit, look), since: span.since, until: span.until === look.on ? null : span.until, ...more })}`
