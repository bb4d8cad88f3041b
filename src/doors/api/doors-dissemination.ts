import { z } from 'zod'
import {
  enterImplementing,
  holdsLetter,
  implementingOf,
  openEvidence,
  withdrawImplementing,
  type Scan,
} from '../../directives/index.ts'
import {
  catchUp,
  countRoll,
  recordAnswers,
  recordSession,
  sessionOf,
  studyCoverage,
  studyDesk,
  withdrawSession,
  type SessionId,
} from '../../dissemination/index.ts'
import type { DocumentId } from '../../kernel/index.ts'
import { offer, offerRead, type CommandDoor, type ReadDoor } from './door.ts'
import { count, date, id, ordinal, scan } from './shapes.ts'

/** Study of a letter, and the unit's own implementing letter: the same use cases as the pages'. */

const at = z.object({ unit: id('unit'), document: id('document') })
const sessionAt = at.extend({ session: id('session'), version: count })
const group = z.object({
  branch: id('branch'),
  audience: z.enum(['key-officers', 'party-members', 'organisation-members', 'public']),
})
// How large a number may be, and that it is whole, the use case says with the row.
const people = z.number()
const tasks = z.array(ordinal).max(500)
const clock = z.string().max(40)
const evidence = (input: { readonly file?: Scan | null }) => openEvidence(input.file ?? null)

export const disseminationCommands: readonly CommandDoor[] = [
  offer(
    enterImplementing,
    'Enter the unit’s own implementing letter',
    at.extend({
      printed: z.string().max(500),
      issuedOn: date,
      subject: z.string().max(2000).optional(),
      file: scan.nullish(),
      tasks,
    }) as never,
    evidence,
  ),
  offer(
    withdrawImplementing,
    'Withdraw an implementing letter entered wrongly',
    at.extend({ letter: id('letter'), version: count, why: z.string().max(2000) }) as never,
  ),
  offer(
    countRoll,
    'Count the people of the branches of a unit',
    at.extend({
      version: z.int().min(0).max(2_147_483_647),
      rows: z.array(group.extend({ people })).max(5000),
      why: z.string().max(2000).optional(),
    }) as never,
  ),
  offer(
    recordSession,
    'Enter a session of study',
    at.extend({
      form: z.enum(['quan-triet', 'pho-bien']),
      from: clock,
      until: clock,
      place: z.string().max(2000),
      means: z.enum(['meeting', 'online', 'joined']),
      note: z.string().max(20_000).optional(),
      rows: z.array(group.extend({ called: people, present: people, caughtUp: people })).max(5000),
      tasks,
      file: scan.nullish(),
    }) as never,
    evidence,
  ),
  offer(
    catchUp,
    'Fill in how many caught up after a session',
    sessionAt.extend({ rows: z.array(group.extend({ caughtUp: people })).max(5000) }) as never,
  ),
  offer(
    withdrawSession,
    'Withdraw a session entered wrongly',
    sessionAt.extend({ why: z.string().max(5000) }) as never,
  ),
  offer(
    recordAnswers,
    'Enter the anonymous check before and after a session',
    sessionAt.extend({
      questions: z.array(z.string().max(2000)).max(3),
      answers: z
        .array(
          z.object({
            moment: z.enum(['before', 'after']),
            question: z.int().min(1).max(3),
            asked: people,
            correct: people,
          }),
        )
        .max(6),
    }) as never,
  ),
]

const nothing = z.object({})

export const disseminationReads: readonly ReadDoor[] = [
  offerRead(
    '/letters/:id/study',
    'What the unit has counted and held for a letter',
    nothing,
    async (tx, by, _q, letter) => {
      const held = await holdsLetter(tx, letter as DocumentId, by.actor.unit)
      return held && { ...held, ...(await studyDesk(tx, letter as DocumentId, by.actor.unit, by.today)) }
    },
  ),
  offerRead(
    '/letters/:id/study/coverage',
    'Who was reached, over everything that passes a letter on',
    nothing,
    (tx, by, _q, letter) => studyCoverage(tx, letter as DocumentId, by.today),
  ),
  offerRead('/letters/:id/implementing', 'Who has issued a letter of its own', nothing, (tx, _by, _q, letter) =>
    implementingOf(tx, letter as DocumentId),
  ),
  offerRead('/study-sessions/:id', 'A session of study', nothing, (tx, _by, _q, session) =>
    sessionOf(tx, session as SessionId),
  ),
]
