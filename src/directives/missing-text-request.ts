import { assert, no, problem, yes, type DocumentId, type UnitId } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { insertCitations } from './cite.sql.ts'
import { unitNames } from './document.sql.ts'
import { draft, type Drafted } from './draft-outgoing.ts'
import { noSuchLetter } from './moved.sql.ts'
import { blank } from './pass-on.ts'
import { citersOf, headingOf } from './pass-on.sql.ts'
import { DRAFTS, mayDraft } from './policy.ts'
import { missingBody, missingSubject, nameOf } from './wording.ts'

export type MissingTextRequest = {
  readonly unit: UnitId
  readonly gap: DocumentId
  readonly addressees?: readonly string[]
}

/** Drafts the letter that asks the issuer of a paper we only know by name for its text, naming who cites it. */
export const missingTextRequest = useCase<MissingTextRequest, Drafted>(
  'directives.missing-text-request',
  DRAFTS,
  async (tx, by, input) => {
    const may = mayDraft(by.actor, input.unit)
    if (!may.ok) return may
    const gap = await headingOf(tx, input.gap)
    if (!gap) return noSuchLetter()
    if (gap.held) return no(problem('directives.text-is-here', { number: nameOf(gap) }))
    const unit = (await unitNames(tx, [input.unit])).get(input.unit)
    assert(unit, 'the actor holds a role at a unit that exists')
    const fields = {
      ...(await blank(tx, by, input.unit)),
      issuer: unit,
      subject: missingSubject(gap),
      body: missingBody(unit, gap, await citersOf(tx, input.gap)),
      addressees: input.addressees?.length ? input.addressees : [gap.issuer].filter(issuer => issuer !== ''),
    }
    const drafted = await draft(tx, by, { unit: input.unit, fields }, null)
    if (!drafted.ok) return drafted
    const { document } = drafted.value
    await insertCitations(tx, [
      { document, cited: input.gap, kind: 'mentions', ordinal: 1, words: nameOf(gap), toldBy: document },
    ])
    return yes(drafted.value)
  },
)
