import { idFrom, plainDate, type AreaId, type DocumentId, type PlainDate } from '../../kernel/index.ts'
import { isStep, type Look, type Step } from '../../overview/index.ts'
import { LINES } from '../../org/index.ts'
import { letterNamed } from '../letters/address.ts'
import type { Visit } from '../visit.ts'

/** The views of this room: one subject a page. */
export const VIEWS = ['moved', 'waiting', 'time'] as const
export type View = (typeof VIEWS)[number]
export const viewNamed = (visit: Visit): View => VIEWS.find(view => view === visit.c.req.query('view')) ?? 'moved'

const EARLIEST = '2000-01-01' as PlainDate

/** What the address asks to see. A day that is no day, or lies ahead, is today. */
export function lookNamed(visit: Visit): Look {
  const { c, at } = visit
  const on = plainDate(c.req.query('on'))
  const area = /^\d-\d{2,5}$/.exec(c.req.query('area') ?? '')?.[0] as AreaId | undefined
  return {
    letter: c.req.path.startsWith('/letters/') ? letterNamed(visit) : idFrom<DocumentId>(c.req.query('letter')),
    on: on && on <= at.today && on >= EARLIEST ? on : at.today,
    area: area ?? null,
    own: area !== undefined && c.req.query('own') === '1',
    line: LINES.find(line => line === c.req.query('line')) ?? null,
  }
}

export const stepNamed = (visit: Visit): Step | null => {
  const step = visit.c.req.query('step')
  return isStep(step) ? step : null
}

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
