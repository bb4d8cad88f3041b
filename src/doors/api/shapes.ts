import { z } from 'zod'
import { isUuid, plainDate } from '../../kernel/index.ts'

/** Shapes of the interface's inputs; what they let through, the use cases still judge. */

export const id = (what: string) => z.string().refine(isUuid, `${what}: a UUID in lower case`)
export const date = z.string().refine(text => plainDate(text) !== null, 'a day, YYYY-MM-DD')
/** A place in a list, counted from 1; the database keeps it in two bytes. */
export const ordinal = z.int().min(1).max(32_767)
/** A version or a number in a register; the database keeps it in four bytes. */
export const count = z.int().min(1).max(2_147_483_647)
/** A place in a list, counted from 0. */
const index = z.int().min(0).max(32_766)
const text = z.string().max(2_000_000)

export const asks = z.union([z.object({ unit: id('unit') }), z.object({ person: id('person') })])
export const letterAt = z.object({ unit: id('unit'), document: id('document'), version: count })
export const taskAt = z.object({ unit: id('unit'), document: id('document'), clause: ordinal, version: count })

/** Bytes travel as base64; the use case gets them as bytes. */
export const scan = z.object({
  bytes: z.base64().transform(encoded => new Uint8Array(Buffer.from(encoded, 'base64'))),
  mediaType: z.string().max(200),
  name: z.string().max(200),
})

/** What a person said of a letter that looks like a known one: it is that one, or another and why. */
export const nearDecision = z
  .union([z.object({ sameAs: id('document') }), z.object({ different: z.literal(true), why: z.string().max(2000) })])
  .nullish()

const force = z.enum(['yeu-cau', 'giao', 'chi-dao', 'de-nghi', 'moi', 'huong-dan']).nullish()

const clause = z.object({
  label: z.string().max(40),
  text,
  force,
  rhythm: z.enum(['deadline', 'recurring', 'standing']),
  dueOn: date.nullish(),
  dueText: z.string().nullish(),
  recurrence: z.unknown().optional(),
  asks: z
    .array(
      z.object({
        phrase: z.string().max(2000),
        role: z.enum(['lead', 'with', 'through']),
        force,
        act: z.string().nullish(),
        chain: index.nullish(),
        sentence: text.optional(),
      }),
    )
    .max(200),
  sources: z.array(z.object({ document: id('document'), ordinal })).optional(),
})

export const letterFields = z.object({
  regime: z.enum(['state', 'party', 'youth_union']),
  docType: z.string().max(100),
  issuer: z.string().max(500),
  number: z.string().max(40).nullable(),
  symbol: z.string().max(100).nullable(),
  issuedOn: date.nullable(),
  subject: z.string().max(5000),
  place: z.string().max(200).nullable().default(null),
  authorityPrefix: z.string().max(10).nullable().default(null),
  authorityBody: z.string().max(200).nullable().default(null),
  signerTitle: z.string().max(200).nullable().default(null),
  signerName: z.string().max(200).nullable().default(null),
  secrecy: z.enum(['mat', 'toi-mat', 'tuyet-mat']).nullable().default(null),
  urgency: z.enum(['khan', 'thuong-khan', 'hoa-toc']).nullable().default(null),
  circulationFloor: z.string().max(100).nullable().default(null),
  body: text.default(''),
  addressees: z.array(z.string().max(2000)).max(500).default([]),
  copies: z.array(z.string().max(2000)).max(500).default([]),
  clauses: z.array(clause).max(500).default([]),
  citations: z
    .array(
      z.object({
        type: z.string(),
        number: z.string(),
        date: date.nullish(),
        issuer: z.string().nullish(),
        kind: z.enum(['based_on', 'forwards', 'replaces', 'answers', 'continues', 'mentions']),
        cites: index.nullish(),
        words: z.string().optional(),
      }),
    )
    .max(500)
    .default([]),
})
