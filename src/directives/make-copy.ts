import { assert, no, problem, yes, type DocumentId, type Problem, type UnitId } from '../kernel/index.ts'
import { mustHold, useCase, type Role } from '../access/index.ts'
import type { AuthorityPrefix } from '../paper/index.ts'
import { insertCopy, type CopyKind } from './copy.sql.ts'
import { unitNames } from './document.sql.ts'
import { hasIncoming } from './incoming.sql.ts'
import { secretMark, secretProblem } from './letter.ts'
import { noSuchLetter } from './moved.sql.ts'
import { bodyOf, lastSymbol } from './outgoing.sql.ts'
import { blank } from './pass-on.ts'
import { clausesFor, headingOf } from './pass-on.sql.ts'
import { nextCopy } from './register.ts'
import { officeSign } from './rules.ts'

export type MakeCopy = {
  readonly unit: UnitId
  /** A letter in the unit's incoming book. */
  readonly document: DocumentId
  readonly kind: CopyKind
  /** Ordinals of the clauses that an extract shows. */
  readonly clauses?: readonly number[]
  readonly authorityPrefix?: AuthorityPrefix | null
  readonly authorityBody?: string
  readonly signerTitle: string
  readonly signerName: string
  readonly recipients: readonly string[]
  readonly place?: string
  /** The office's sign after SY-, SL-, TrS- or BS/, when no letter of it was numbered here yet. */
  readonly office?: string
  /** That every recipient lies within the letter's limit of circulation; asked only where it has one. */
  readonly withinFloor?: boolean
}
export type MadeCopy = { readonly copy: string; readonly number: number }

/** The register's keeper makes copies; a leader may too. Who signs the copy signs it on paper. */
export const COPIES: readonly Role[] = ['clerk', 'leader']
const RECIPIENTS_MAX = 100
const WORDS_MAX = 300

/**
 * Makes a copy (sao y, sao lục, trích sao; Decree 30/2020, chapter III) of a letter in the unit's incoming book: the next
 * number of its book of copies, which has one series for all kinds. Refuses `directives.not-received`,
 * `directives.copy-no-…` (at its field), `directives.copy-clauses`, `directives.copy-floor` (a limit of circulation that
 * nobody looked at), `directives.symbol-missing` and a letter that bears a mark of secrecy.
 */
export const makeCopy = useCase<MakeCopy, MadeCopy>('directives.make-copy', COPIES, async (tx, by, input) => {
  const may = mustHold(by.actor, input.unit, ...COPIES)
  if (!may.ok) return may
  const letter = await headingOf(tx, input.document)
  if (!letter?.held) return noSuchLetter()
  if (!(await hasIncoming(tx, input.unit, input.document))) return no(problem('directives.not-received'))
  const [wrong] = copyProblems({ ...input, floor: letter.circulation_floor })
  if (wrong) return no(wrong)
  const mark =
    secretMark({ secrecy: null, body: await bodyOf(tx, input.document) }) ??
    secretMark({ secrecy: null, body: [...input.recipients, input.authorityBody ?? '', input.place ?? ''].join('\n') })
  if (mark) return no(secretProblem(mark))
  const clauses = await chosenClauses()
  if (clauses === null) return no(problem('directives.copy-clauses', {}, { field: 'clauses' }))
  const issuer = (await unitNames(tx, [input.unit])).get(input.unit)
  assert(issuer, 'the actor holds a role at a unit that exists')
  const { regime, place } = await blank(tx, by, input.unit)
  const last = input.office?.trim() ? null : await lastSymbol(tx, input.unit, regime)
  const symbol = input.office?.trim() || (last ? officeSign(regime, last) : '')
  if (!symbol) return no(problem('directives.symbol-missing', {}, { field: 'office' }))
  const numbered = await nextCopy(tx, by, input.unit)
  const id: string = by.command
  await insertCopy(tx, by, {
    ...numbered,
    id,
    document: input.document,
    unit: input.unit,
    kind: input.kind,
    symbol,
    copiedOn: by.today,
    issuer,
    place: input.place?.trim() || place,
    authorityPrefix: input.authorityPrefix ?? null,
    authorityBody: input.authorityBody?.trim() || null,
    signerTitle: input.signerTitle.trim(),
    signerName: input.signerName.trim(),
    recipients: recipientsOf(input),
    clauses,
  })
  return yes({ copy: id, number: numbered.number })

  async function chosenClauses(): Promise<number[] | null> {
    if (input.kind !== 'trich-sao') return []
    const there = (await clausesFor(tx, input.document, input.unit)).map(clause => clause.ordinal)
    const chosen = [...new Set(input.clauses)].sort((a, b) => a - b)
    return chosen.length > 0 && chosen.every(one => there.includes(one)) ? chosen : null
  }
})

const recipientsOf = ({ recipients }: Pick<MakeCopy, 'recipients'>): string[] =>
  recipients.map(one => one.replace(/\s+/g, ' ').trim()).filter(Boolean)

/** Everything that the form can say at once; pure. */
export function copyProblems(
  input: Omit<MakeCopy, 'unit' | 'document'> & { readonly floor: string | null },
): Problem[] {
  const missing = (['signerTitle', 'signerName'] as const).filter(field => input[field].trim() === '')
  const recipients = recipientsOf(input)
  const long = (
    [
      ['signerTitle', input.signerTitle],
      ['signerName', input.signerName],
      ['authorityBody', input.authorityBody ?? ''],
      ['place', input.place ?? ''],
      ['office', input.office ?? ''],
      ...recipients.map(one => ['recipients', one] as const),
    ] as const
  ).find(([, words]) => words.length > WORDS_MAX)
  return [
    ...missing.map(field => problem(`directives.copy-no-${field}`, {}, { field })),
    ...(recipients.length === 0 ? [problem('directives.copy-no-recipients', {}, { field: 'recipients' })] : []),
    ...(recipients.length > RECIPIENTS_MAX
      ? [problem('directives.list-too-long', { max: RECIPIENTS_MAX }, { field: 'recipients' })]
      : []),
    ...(long ? [problem('directives.too-long', { field: long[0], max: WORDS_MAX }, { field: long[0] })] : []),
    ...(input.kind === 'trich-sao' && !input.clauses?.length
      ? [problem('directives.copy-clauses', {}, { field: 'clauses' })]
      : []),
    ...(input.floor !== null && !input.withinFloor
      ? [problem('directives.copy-floor', {}, { field: 'withinFloor' })]
      : []),
  ]
}
