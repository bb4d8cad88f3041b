import { fold } from '../kernel/index.ts'
import { blocksOf, type AuthorityPrefix, type Block, type PaperLetter } from '../paper/index.ts'
import type { ClauseInput, LetterFields } from './types.ts'
import { SAMPLE_MARK } from './wording.ts'

/** What of a letter goes on paper: its fields as drafted, with the number and day that the book gave it. */
export type OnPaper = Pick<
  LetterFields,
  | 'regime'
  | 'docType'
  | 'issuer'
  | 'number'
  | 'symbol'
  | 'issuedOn'
  | 'subject'
  | 'place'
  | 'authorityPrefix'
  | 'authorityBody'
  | 'signerTitle'
  | 'signerName'
  | 'urgency'
  | 'body'
  | 'addressees'
  | 'copies'
> & { readonly clauses: readonly Pick<ClauseInput, 'label' | 'text'>[]; readonly signed: boolean }

/**
 * A letter of this house as it stands on paper. The body's plain notation becomes its blocks; clauses that the body does
 * not carry follow it as numbered items, so that nothing that is asked is missing from what is signed. An office names
 * itself below the body of which it is the standing organ (Decree 30/2020, annex I: the body above stands over the
 * issuing one).
 */
export function onPaper(letter: OnPaper): PaperLetter {
  const { above, own } = issuerLines(letter.issuer)
  const specimen = letter.body.startsWith(SAMPLE_MARK)
  const body = specimen ? letter.body.slice(SAMPLE_MARK.length) : letter.body
  const isLetter = fold(letter.docType) === 'cong van'
  return {
    regime: letter.regime ?? 'state',
    parentIssuer: above,
    issuer: own,
    docType: letter.docType,
    number: letter.number,
    symbol: letter.symbol,
    subject: letter.subject,
    place: letter.place,
    date: letter.issuedOn,
    addressees: isLetter ? letter.addressees : [],
    recipients: recipientsOf(letter, isLetter),
    archive: letter.regime === 'party' ? 'Văn phòng' : 'VT',
    authorityPrefix: PREFIXES.find(one => one === letter.authorityPrefix?.replace(/\W/g, '')) ?? null,
    authorityBody: letter.authorityBody,
    signerTitle: letter.signerTitle,
    signerName: letter.signerName,
    blocks: [...blocksOf(body), ...clausesLeftOut(body, letter.clauses)],
    annexes: [],
    attachments: [],
    urgency: letter.urgency,
    circulation: null,
    specimen,
    draft: !letter.signed,
    copy: null,
  }
}

/** Nobody lays out anew what is on paper already: a letter that was read, or entered as signed outside. */
export const isWrittenHere = (letter: {
  readonly held: boolean
  readonly read: boolean
  readonly outgoing: { readonly onPaper: boolean } | null
  readonly delivery: object | null
}): boolean =>
  letter.held && !letter.read && (letter.outgoing !== null || letter.delivery !== null) && !letter.outgoing?.onPaper

const PREFIXES: readonly AuthorityPrefix[] = ['TM', 'KT', 'TL', 'TUQ', 'Q']

/** An official letter has its addressees at the top and repeats them in two words; every other type lists them at the foot. */
const recipientsOf = (letter: OnPaper, isLetter: boolean): readonly string[] => {
  if (!isLetter) return [...letter.addressees, ...letter.copies]
  const said = letter.copies.some(one => fold(one).startsWith('nhu '))
  return said ? letter.copies : ['Như trên', ...letter.copies]
}

const STANDING_ORGAN = /^(Ban Thường trực|Ban Thường vụ|Thường trực|Ban Chấp hành)\s+(?=\S)/u

/** "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Sóc Trăng" stands in two lines: the body, and the organ that signs. */
function issuerLines(issuer: string): { readonly above: string | null; readonly own: string } {
  const organ = STANDING_ORGAN.exec(issuer.normalize('NFC'))
  return organ
    ? { above: issuer.normalize('NFC').slice(organ[0].length), own: organ[1] ?? '' }
    : { above: null, own: issuer }
}

/** Compared without marks and spaces: an editor may have wrapped or mended a clause inside the body. */
const plain = (text: string): string => fold(text).replace(/\W+/g, '')

function clausesLeftOut(body: string, clauses: OnPaper['clauses']): Block[] {
  const written = plain(body)
  return clauses
    .filter(clause => !written.includes(plain(clause.text)))
    .map(clause => ({ kind: 'item', label: clause.label, text: clause.text.replace(/\s*\n\s*/g, ' '), level: 0 }))
}
