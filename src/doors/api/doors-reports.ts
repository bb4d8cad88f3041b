import { z } from 'zod'
import type { DocumentId } from '../../kernel/index.ts'
import {
  acceptReport,
  answerReportProposal,
  beginReport,
  CONSOLIDATES,
  fillReport,
  makeReportLetter,
  PERIOD_KINDS,
  recordsBehind,
  reportAt,
  reportsOfLetter,
  reportsOn,
  returnReport,
  reviseReport,
  setCutOffs,
  setReportDuty,
  settleReport,
  SHELVES,
  sinceCounted,
  submitReport,
  writeReport,
  type ReportId,
} from '../../reports/index.ts'
import { offer, offerRead, type CommandDoor, type ReadDoor } from './door.ts'
import { count, date, id, ordinal } from './shapes.ts'

/** Periodic reports: the same use cases as the pages'. */

const at = z.object({ report: id('report'), version: count })
const nothing = z.object({})
// How long words may be, and that figures are whole, the use case says with the row and the field.
const words = z.string().max(40_000)
const consolidates = z.enum(CONSOLIDATES as never)

export const reportCommands: readonly CommandDoor[] = [
  offer(
    beginReport,
    'Begin a report on a letter, filled from the records',
    z.object({
      unit: id('unit'),
      document: id('document'),
      period: z.string().max(20),
      cutOff: date.nullish(),
      consolidates: consolidates.optional(),
      acceptedOnly: z.boolean().optional(),
      to: id('unit').nullish(),
    }) as never,
  ),
  offer(
    fillReport,
    'Take the figures of a draft anew',
    at.extend({
      cutOff: date.nullish(),
      consolidates: consolidates.optional(),
      acceptedOnly: z.boolean().optional(),
    }) as never,
  ),
  offer(
    writeReport,
    'Write a draft: texts, estimates, proposals',
    at.extend({
      results: words,
      shortcomings: words,
      causes: words,
      direction: words,
      to: id('unit').nullish(),
      estimates: z
        .array(
          z.object({ indicator: z.string().max(60), estimate: z.union([z.string().max(60), z.number()]).nullable() }),
        )
        .max(200),
      proposals: z.array(z.object({ text: words, owner: id('unit') })).max(100),
    }) as never,
  ),
  offer(submitReport, 'Submit a report', at as never),
  offer(acceptReport, 'Accept a report', at as never),
  offer(returnReport, 'Return a report with the reason', at.extend({ words }) as never),
  offer(reviseReport, 'Begin the next version of a report', at.extend({ words: words.optional() }) as never),
  offer(settleReport, 'Keep what the whole period came to', z.object({ report: id('report') }) as never),
  offer(answerReportProposal, 'Answer a proposal', z.object({ report: id('report'), ordinal, words }) as never),
  offer(makeReportLetter, 'Draft the letter that carries a report', at as never),
  offer(
    setReportDuty,
    'Set which periods a letter asks for',
    z.object({
      unit: id('unit'),
      document: id('document'),
      kinds: z.array(z.enum(PERIOD_KINDS as never)).max(5),
    }) as never,
  ),
  offer(
    setCutOffs,
    'Set the cut-off days of a unit',
    z.object({
      unit: id('unit'),
      days: z.object(Object.fromEntries(PERIOD_KINDS.map(kind => [kind, z.number()]))),
    }) as never,
  ),
]

export const reportReads: readonly ReadDoor[] = [
  offerRead(
    '/reports',
    'Reports of the unit, by shelf',
    z.object({ shelf: z.string().max(20).optional() }),
    (tx, by, query) => reportsOn(tx, SHELVES.find(one => one === query.shelf) ?? 'own', by.actor.unit),
  ),
  offerRead('/letters/:id/reports', 'Reports on a letter and all that passes it on', nothing, (tx, _by, _q, letter) =>
    reportsOfLetter(tx, letter as DocumentId),
  ),
  offerRead('/reports/:id', 'A report, and what has changed since', nothing, async (tx, _by, _q, report) => {
    const found = await reportAt(tx, report as ReportId)
    return found && { ...found, ...(await sinceCounted(tx, report as ReportId)) }
  }),
  offerRead(
    '/reports/:id/records',
    'The records behind a figure',
    z.object({ indicator: z.string().max(60) }),
    (tx, _by, query, report) => recordsBehind(tx, report as ReportId, query.indicator),
  ),
]
