import { z } from 'zod'
import type { DocumentId } from '../../kernel/index.ts'
import {
  addQuietDay,
  calendarView,
  confirmDay,
  draftUrging,
  logByDay,
  logByLetter,
  logByUnit,
  ownLines,
  QUIET_KINDS,
  removeQuietDay,
  setUrgingRules,
  urgingViewOf,
} from '../../urging/index.ts'
import { offer, offerRead, type CommandDoor, type ReadDoor } from './door.ts'
import { count, id } from './shapes.ts'

const dayAt = z.object({ day: z.string().max(20), version: count })
const number = z.int().min(-1000).max(1000)

/** Urging as programs use it; what the shapes let through, the use cases judge. */
export const urgingCommands: readonly CommandDoor[] = [
  offer(
    draftUrging,
    'Draft the letter that urges the chosen units',
    z.object({ unit: id('unit'), document: id('document'), units: z.array(id('unit')).max(1000) }) as never,
  ),
  offer(
    addQuietDay,
    'Add a quiet day',
    z.object({ day: z.string().max(20), kind: z.enum(QUIET_KINDS), name: z.string().max(1000) }) as never,
  ),
  offer(confirmDay, 'Confirm a quiet day', dayAt as never),
  offer(removeQuietDay, 'Remove a quiet day', dayAt as never),
  offer(
    setUrgingRules,
    'Set how reminders go',
    z.object({
      before: z.array(number).max(20),
      first: number,
      every: number,
      most: number,
      unanswered: number,
    }) as never,
  ),
]

const year = z.object({ year: z.coerce.number().int().min(2000).max(2100).optional() })
const by = z.object({ by: z.enum(['own', 'letter', 'unit', 'day']).default('letter') })

export const urgingReads: readonly ReadDoor[] = [
  offerRead(
    '/letters/:id/urging',
    'Who is awaited over a letter, what was urged and asked: by authority, else the own lines alone',
    z.object({}),
    (tx, at, _q, letter) => urgingViewOf(tx, letter as DocumentId, at.today),
  ),
  offerRead('/urging', 'The log of urging: of the own unit, by letter, by unit or by day', by, (tx, at, query) => {
    switch (query.by) {
      case 'own':
        return ownLines(tx, at.actor.unit, at.today)
      case 'unit':
        return logByUnit(tx, at.today)
      case 'day':
        return logByDay(tx)
      case 'letter':
        return logByLetter(tx, at.today)
    }
  }),
  offerRead('/quiet-days', 'Quiet days of a year, and how reminders go', year, (tx, at, query) =>
    calendarView(tx, query.year ?? Number(at.today.slice(0, 4))),
  ),
]
