import { z } from 'zod'
import { scopeOf } from '../../access/index.ts'
import {
  acknowledge,
  addressingOf,
  answerDate,
  answerProposal,
  askDate,
  cancelNumber,
  divideTask,
  draftOutgoing,
  editAddressees,
  editDraft,
  finishPart,
  finishTask,
  handOut,
  issue,
  letterOf,
  missingTextRequest,
  noteIncoming,
  number,
  openDelivery,
  passOn,
  registerIncoming,
  returnDelivery,
  sendBack,
  setBook,
  setOwnDate,
  sign,
  submitIncoming,
  submitOutgoing,
  takePart,
  takeTask,
} from '../../directives/index.ts'
import { markRead } from '../../notices/index.ts'
import { searchUnits, unitById } from '../../org/index.ts'
import { desksOf, lettersOn, papersAround, reachOf, workOf } from '../../reports/index.ts'
import { fold, type DocumentId, type UnitId } from '../../kernel/index.ts'
import { disseminationCommands, disseminationReads } from './doors-dissemination.ts'
import { reportCommands, reportReads } from './doors-reports.ts'
import { adviceCommands, adviceReads } from './doors-advice.ts'
import { dossierCommands, dossierReads } from './doors-dossiers.ts'
import { offer, offerRead, type CommandDoor, type ReadDoor } from './door.ts'
import { programmeCommands, programmeReads } from './doors-programmes.ts'
import { urgingCommands, urgingReads } from './doors-urging.ts'
import { sheetCommands, sheetReads } from './doors-sheets.ts'
import { openScan } from './open-scan.ts'
import { asks, count, date, id, letterAt, letterFields, nearDecision, ordinal, scan, taskAt } from './shapes.ts'

/** Every command that programs may send: the same use cases as the pages', each with the shape of its input. */
export const commands: readonly CommandDoor[] = [
  ...disseminationCommands,
  offer(
    registerIncoming,
    'Register an incoming letter',
    z.object({
      unit: id('unit'),
      fields: letterFields,
      issuerUnit: id('unit').nullish(),
      arrivedOn: date,
      scan: scan.nullish(),
      decision: nearDecision,
    }) as never,
    openScan,
  ),
  offer(submitIncoming, 'Submit an incoming letter to the leader', letterAt as never),
  offer(
    noteIncoming,
    'The leader’s note',
    letterAt.extend({
      words: z.string(),
      lead: z.union([z.object({ unit: id('unit') }), z.object({ person: id('person') })]),
      with: z.array(id('unit')).optional(),
      dueOn: date.nullish(),
      clauses: z.array(
        z.object({
          ordinal,
          rhythm: z.enum(['deadline', 'recurring', 'standing']).nullish(),
          dueOn: date.nullish(),
          dueText: z.string().nullish(),
        }),
      ),
    }) as never,
  ),
  offer(handOut, 'Hand out a noted letter', letterAt as never),
  offer(
    draftOutgoing,
    'Draft a letter',
    z.object({
      unit: id('unit'),
      fields: letterFields,
      onPaper: z.boolean().optional(),
      scan: scan.nullish(),
      decision: nearDecision,
    }) as never,
    openScan,
  ),
  offer(editDraft, 'Edit a draft', letterAt.extend({ fields: letterFields }) as never),
  offer(submitOutgoing, 'Submit a draft for signature', letterAt as never),
  offer(sendBack, 'Give a draft back', letterAt.extend({ reason: z.string() }) as never),
  offer(sign, 'Sign a letter', letterAt as never),
  offer(
    number,
    'Number a signed letter',
    letterAt.extend({
      printed: z.object({ number: z.string(), symbol: z.string().nullish() }).nullish(),
      office: z.string().nullish(),
      issuedOn: date.nullish(),
    }) as never,
  ),
  offer(cancelNumber, 'Cancel a number', letterAt.extend({ why: z.string() }) as never),
  offer(
    editAddressees,
    'Correct the list of recipients',
    letterAt.extend({ edits: z.array(z.object({ unit: id('unit'), included: z.boolean() })).max(20_000) }) as never,
  ),
  offer(issue, 'Issue a numbered letter to all it addresses', letterAt as never),
  offer(
    passOn,
    'Draft the covering letter that passes a letter on',
    z.object({
      unit: id('unit'),
      document: id('document'),
      subject: z.string().optional(),
      body: z.string().optional(),
      addressees: z.array(z.string()).optional(),
      copies: z.array(z.string()).optional(),
      clauses: z.array(ordinal).max(500).optional(),
    }) as never,
  ),
  offer(
    missingTextRequest,
    'Draft the request for a missing text',
    z.object({ unit: id('unit'), gap: id('document'), addressees: z.array(z.string()).optional() }) as never,
  ),
  offer(
    setBook,
    'Set how a register numbers',
    z.object({
      unit: id('unit'),
      direction: z.enum(['incoming', 'outgoing']),
      name: z.string().optional(),
      period: z.enum(['year', 'term']).optional(),
      per: z.enum(['all', 'type']).optional(),
      official: z.boolean().optional(),
      firstNumber: count.optional(),
      termStarts: z.array(date).optional(),
    }) as never,
  ),
  offer(
    openDelivery,
    'Say that a letter was opened',
    z.object({ unit: id('unit'), document: id('document') }) as never,
  ),
  offer(
    acknowledge,
    'Receive a letter into the register',
    z.object({ unit: id('unit'), document: id('document'), arrivedOn: date.nullish() }) as never,
  ),
  offer(
    returnDelivery,
    'Give a delivery back with a reason',
    letterAt.extend({
      reason: z.enum(['wrong-address', 'missing-page', 'broken-file', 'wrong-form', 'pass-to-other']),
      words: z.string(),
      proposedUnit: id('unit').nullish(),
    }) as never,
  ),
  offer(
    answerProposal,
    'Answer a letter that was given back',
    letterAt.extend({
      returnedBy: id('unit'),
      answer: z.enum(['send-on', 'send-again']),
      words: z.string().optional(),
    }) as never,
  ),
  offer(takeTask, 'Take a task', taskAt as never),
  offer(
    divideTask,
    'Divide a task',
    taskAt.extend({
      parts: z.array(z.object({ to: asks, what: z.string(), dueOn: date.nullish() })).max(100),
    }) as never,
  ),
  offer(setOwnDate, 'Set the unit’s own date', taskAt.extend({ on: date.nullable() }) as never),
  offer(askDate, 'Ask for another date', taskAt.extend({ on: date, reason: z.string() }) as never),
  offer(
    answerDate,
    'Answer a request for another date',
    taskAt.extend({ accept: z.boolean(), words: z.string().optional() }) as never,
  ),
  offer(finishTask, 'Say that a task is done', taskAt.extend({ note: z.string() }) as never),
  offer(takePart, 'Take a part of a task', taskAt.extend({ part: ordinal }) as never),
  offer(finishPart, 'Say that a part is done', taskAt.extend({ part: ordinal, note: z.string() }) as never),
  offer(
    markRead,
    'Mark notices as read',
    z.object({ ids: z.union([z.literal('all'), z.array(id('notice')).max(1000)]) }) as never,
  ),
  ...programmeCommands,
  ...urgingCommands,
  ...reportCommands,
  ...dossierCommands,
  ...adviceCommands,
  ...sheetCommands,
]

const nothing = z.object({})
const page = z.object({
  desk: z.enum(['inbox', 'incoming', 'outgoing']).default('incoming'),
  q: z.string().max(200).default(''),
  from: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

/** What programs may read, in the scope of the token's account. */
export const reads: readonly ReadDoor[] = [
  ...disseminationReads,
  offerRead('/me', 'Who the token is and for which unit it works', nothing, async (_tx, by) => by.actor),
  offerRead('/work', 'What is asked of the unit', nothing, async (tx, by) => {
    const who = { unit: by.actor.unit, person: by.actor.person }
    return { ...(await workOf(tx, who, 500)), desks: await desksOf(tx, who) }
  }),
  offerRead('/letters', 'One desk of the office, newest first', page, (tx, by, query) =>
    lettersOn(tx, { desk: query.desk, unit: by.actor.unit, folded: fold(query.q), limit: query.limit }, query.from),
  ),
  offerRead(
    '/letters/:id',
    'A letter with its clauses, citations and where it stands here',
    nothing,
    (tx, by, _q, letter) => letterOf(tx, scopeOf(by.actor, by.today), letter as DocumentId, by.actor.unit),
  ),
  offerRead('/letters/:id/preview', 'What issuing would send, and to whom', nothing, (tx, by, _q, letter) =>
    addressingOf(tx, letter as DocumentId, by.today),
  ),
  offerRead(
    '/letters/:id/coverage',
    'How far a letter has come, over everything that passes it on',
    nothing,
    async (tx, _by, _q, letter) => {
      const { coverage, tree } = await reachOf(tx, letter as DocumentId)
      return { ...coverage, tree }
    },
  ),
  offerRead('/letters/:id/thread', 'The papers around a letter', nothing, (tx, _by, _q, letter) =>
    papersAround(tx, letter as DocumentId),
  ),
  offerRead('/units', 'Units by name, as of today', z.object({ q: z.string().min(1).max(200) }), (tx, by, query) =>
    searchUnits(tx, query.q, by.today, 100),
  ),
  offerRead('/units/:id', 'A unit', nothing, (tx, by, _q, unit) => unitById(tx, unit as UnitId, by.today)),
  ...programmeReads,
  ...urgingReads,
  ...reportReads,
  ...dossierReads,
  ...adviceReads,
  ...sheetReads,
]
