import { z } from 'zod'
import {
  activitiesOf,
  ACTIVITY_KINDS,
  activityOf,
  claimActivity,
  editActivity,
  endActivityFile,
  holdActivity,
  LISTS,
  openFiles,
  planActivity,
  planOf,
  recordActivity,
  resultsOf,
  setPlan,
  withdrawActivity,
  type ActivityId,
  type EvidenceFile,
} from '../../programmes/index.ts'
import type { PlainDate } from '../../kernel/index.ts'
import { offer, offerRead, type CommandDoor, type ReadDoor } from './door.ts'
import { count, date, id, ordinal, scan } from './shapes.ts'

/** Activities, their results and plans for other programs: the same use cases as the pages'. */

const figure = z.number().nullable()
const task = z.object({ document: id('document'), clause: ordinal, unit: id('unit') })
const fields = z.object({
  kind: z.enum(ACTIVITY_KINDS),
  title: z.string().max(2000),
  fromOn: date,
  untilOn: date,
  area: z.string().max(100),
  place: z.string().max(2000).default(''),
  with: z.array(id('unit')).max(1000).default([]),
  people: figure.default(null),
  personTimes: figure.default(null),
  note: z.string().max(20_000).default(''),
  results: z
    .array(
      z.object({
        indicator: z.string().max(100),
        amount: z.number(),
        moneyValue: figure.optional(),
        valuedHow: z.string().max(2000).nullish(),
      }),
    )
    .max(1000)
    .default([]),
  tasks: z.array(task).max(1000).default([]),
})
const files = z.array(scan).max(LISTS.files).optional()
const at = z.object({ unit: id('unit'), activity: id('activity'), version: count })
const fresh = z.object({ unit: id('unit'), fields, files })
const edited = at.extend({ fields, files, why: z.string().max(20_000).optional() })

/** Papers that come with it are read for marks of secrecy before the transaction. */
const open = (input: { readonly files?: readonly EvidenceFile[] }) => openFiles(input.files ?? [])

export const programmeCommands: readonly CommandDoor[] = [
  offer(planActivity, 'Plan an activity', fresh as never, open),
  offer(recordActivity, 'Record an activity that was held', fresh as never, open),
  offer(editActivity, 'Edit an activity', edited as never, open),
  offer(holdActivity, 'Record the results of a planned activity', edited as never, open),
  offer(withdrawActivity, 'Withdraw an activity', at.extend({ why: z.string().max(20_000) }) as never),
  offer(
    claimActivity,
    'Tick the unit’s own tasks on an activity that it did with others',
    z.object({
      unit: id('unit'),
      activity: id('activity'),
      tasks: z.array(z.object({ document: id('document'), clause: ordinal })).max(1000),
    }) as never,
  ),
  offer(endActivityFile, 'Remove a file of an activity', at.extend({ file: id('file') }) as never),
  offer(
    setPlan,
    'Set the unit’s plan figures for a year',
    z.object({
      unit: id('unit'),
      year: z.number(),
      figures: z
        .array(z.object({ indicator: z.string().max(100), amount: figure, version: z.int().min(0).max(2_147_483_647) }))
        .max(1000),
    }) as never,
  ),
]

const days = { from: date, until: date, below: z.enum(['yes', 'no']).default('yes') }
const listed = z.object({
  ...days,
  kind: z.enum(ACTIVITY_KINDS).nullish(),
  state: z.enum(['planned', 'held', 'withdrawn']).nullish(),
  indicator: z.string().max(100).nullish(),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

export const programmeReads: readonly ReadDoor[] = [
  offerRead('/activities', 'Activities of the unit, newest first', listed, (tx, by, query) =>
    activitiesOf(
      tx,
      {
        unit: by.actor.unit,
        below: query.below === 'yes',
        from: query.from as PlainDate,
        until: query.until as PlainDate,
        kind: query.kind ?? null,
        state: query.state ?? null,
        indicator: query.indicator ?? null,
        asOf: by.today,
      },
      query.limit,
      query.offset,
    ),
  ),
  offerRead(
    '/activities/:id',
    'An activity with its results, files and the tasks it serves',
    z.object({}),
    (tx, _by, _q, activity) => activityOf(tx, activity as ActivityId),
  ),
  offerRead(
    '/results',
    'Results by indicator, summed over distinct activities; whole numbers as text',
    z.object(days),
    (tx, by, query) =>
      resultsOf(tx, {
        ...(query.below === 'yes' ? { roots: [by.actor.unit] } : { units: [by.actor.unit] }),
        from: query.from as PlainDate,
        until: query.until as PlainDate,
        asOf: by.today,
      }),
  ),
  offerRead(
    '/plan',
    'The unit’s plan for a year beside what was done',
    z.object({ year: z.coerce.number().int().min(2000).max(2100) }),
    (tx, by, query) => planOf(tx, by.actor.unit, query.year, by.today),
  ),
]
