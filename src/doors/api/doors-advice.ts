import { z } from 'zod'
import {
  adviceDesks,
  adviceOf,
  askOpinion,
  decide,
  editAdvice,
  extendAdvice,
  giveOpinion,
  propose,
  returnAdvice,
  sendAdvice,
  superiorsOf,
  withdrawAdvice,
  type AdviceId,
} from '../../advice/index.ts'
import { offer, offerRead, type CommandDoor, type ReadDoor } from './door.ts'
import { openEnclosed } from './open-scan.ts'
import { count, date, id, ordinal, scan } from './shapes.ts'

const text = z.string().max(200_000)
const adviceAt = z.object({ advice: id('advice'), version: count })
const written = z.object({
  fields: z.object({
    superior: id('superior'),
    subject: text,
    body: text.default(''),
    asked: text,
    document: id('document').nullable().default(null),
    clause: ordinal.nullable().default(null),
    wishedOn: date.nullable().default(null),
  }),
  file: scan.nullish(),
  declaredOpen: z.boolean().optional(),
})

/** Proposals, opinions and decisions, as programs send them. */
export const adviceCommands: readonly CommandDoor[] = [
  offer(propose, 'Draft a proposal to a superior', written.extend({ unit: id('unit') }) as never, openEnclosed),
  offer(editAdvice, 'Change a proposal that is not sent', written.extend(adviceAt.shape) as never, openEnclosed),
  offer(sendAdvice, 'Send a proposal to the superior', adviceAt as never),
  offer(withdrawAdvice, 'Withdraw a proposal', adviceAt.extend({ why: text }) as never),
  offer(
    askOpinion,
    'Ask units for their opinion',
    adviceAt.extend({ units: z.array(id('unit')).max(200), question: text, dueOn: date }) as never,
  ),
  offer(
    giveOpinion,
    'Give an opinion, or say that there is none',
    z.object({ advice: id('advice'), unit: id('unit'), answer: z.enum(['opinion', 'none']), text }) as never,
  ),
  offer(extendAdvice, 'Move the superior’s date', adviceAt.extend({ to: date, why: text }) as never),
  offer(returnAdvice, 'Send a proposal back for more', adviceAt.extend({ why: text }) as never),
  offer(
    decide,
    'Decide on a proposal',
    adviceAt.extend({
      outcome: z.enum(['accepted', 'partly', 'refused']),
      number: text,
      on: date,
      text,
      document: id('document').nullish(),
    }) as never,
  ),
]

const nothing = z.object({})
export const adviceReads: readonly ReadDoor[] = [
  offerRead('/advice', 'Proposals of the unit, to decide, and to advise on', nothing, (tx, by) =>
    adviceDesks(tx, by.actor.unit, 500),
  ),
  offerRead('/advice/:id', 'A proposal with its opinions and decision', nothing, (tx, _by, _q, advice) =>
    adviceOf(tx, advice as AdviceId),
  ),
  offerRead('/superiors', 'The bodies to which the unit may propose', nothing, (tx, by) =>
    superiorsOf(tx, by.actor.unit),
  ),
]
