import { fold, plainDate, problem, type Problem } from '../kernel/index.ts'
import { secrecyIn, type Letter } from '../paper/index.ts'
import type { ClauseInput, LetterFields, Secrecy } from './types.ts'

/** A letter of which nothing is written yet, in the layout of the State. */
export const EMPTY_LETTER: LetterFields = {
  regime: 'state',
  docType: 'công văn',
  issuer: '',
  number: null,
  symbol: null,
  issuedOn: null,
  subject: '',
  place: null,
  authorityPrefix: null,
  authorityBody: null,
  signerTitle: null,
  signerName: null,
  secrecy: null,
  urgency: null,
  circulationFloor: null,
  body: '',
  addressees: [],
  copies: [],
  clauses: [],
  citations: [],
}

/**
 * A reading as fields that a person confirms. What the machine read stays a suggestion until the issuing leader
 * signs or the receiving leader writes the note.
 */
export const fieldsOf = (letter: Letter): LetterFields => ({
  regime: letter.regime,
  docType: letter.docType,
  issuer: issuerName(letter),
  number: letter.number,
  symbol: letter.symbol,
  issuedOn: plainDate(letter.date),
  subject: letter.subject ?? '',
  place: letter.place,
  authorityPrefix: letter.authorityPrefix,
  authorityBody: letter.authorityBody,
  signerTitle: letter.signerTitle,
  signerName: letter.signerName,
  secrecy: letter.secrecy,
  urgency: letter.urgency,
  circulationFloor: letter.circulation?.floor ?? null,
  body: letter.text,
  addressees: letter.addressees,
  copies: letter.recipients,
  clauses: letter.tasks.map(task => clauseOf(letter, task)),
  citations: letter.citations.map(cited => ({
    type: cited.type,
    number: cited.number,
    date: plainDate(cited.date),
    issuer: cited.issuer,
    kind: cited.kind,
    cites: cited.cites ?? null,
    words: letter.text.slice(cited.start, cited.end),
  })),
})

function clauseOf(letter: Letter, task: Letter['tasks'][number]): ClauseInput {
  const dueOn = plainDate(task.deadline)
  const recurs = task.recurrence !== null || (!dueOn && RECURS.test(fold(task.deadlineText ?? '')))
  const rhythm = recurs ? 'recurring' : dueOn || task.deadlineText ? 'deadline' : 'standing'
  return {
    label: task.label,
    text: task.text,
    startsAt: task.start,
    endsAt: task.end,
    force: task.asks.find(ask => ask.force)?.force ?? null,
    rhythm,
    dueOn,
    // The letter's own words for the time, also where they only tell a rhythm or a place to report to.
    dueText: task.deadlineText ?? task.reports[0]?.text ?? task.otherDeadlines[0]?.deadlineText ?? null,
    recurrence: task.recurrence,
    asks: task.asks.map(ask => ({
      phrase: ask.phrase,
      role: ask.role,
      force: ask.force,
      act: ask.act,
      chain: ask.chain,
      sentence: sentenceOf(letter, task, ask),
    })),
  }
}

/**
 * The letter's own sentence that asks. A lead-in above the clauses ("… yêu cầu … thực hiện tốt một số nhiệm vụ sau:")
 * says with what force, but not what: there the clause's own first sentence is what is asked.
 */
function sentenceOf(
  letter: Letter,
  task: Letter['tasks'][number],
  ask: Letter['tasks'][number]['asks'][number],
): string {
  const { start, end } = ask.sentence
  const inside = start >= task.start && end <= task.end
  const words = inside
    ? letter.text.slice(start, end)
    : (/^[\s\S]{20,600}?[.;:](?=\s|$)/.exec(task.text)?.[0] ?? task.text)
  return words.replace(/\s+/g, ' ').trim()
}

/** "định kỳ", "hằng quý": a rhythm also where the letter does not say which. */
const RECURS = /dinh ky|(hang|moi) (ngay|tuan|thang|quy|nam)/

/** "Ban Thường trực" alone names nobody: a body that is only a part is written with the body above it. */
function issuerName(letter: Letter): string {
  const { issuer, parentIssuer } = letter
  if (!issuer || !parentIssuer) return issuer ?? parentIssuer ?? ''
  return /^(ban thuong truc|ban thuong vu|thuong truc|van phong|ban chap hanh)$/.test(fold(issuer))
    ? `${issuer} ${parentIssuer}`
    : issuer
}

/**
 * The secrecy mark that a letter bears: as read or ticked, or standing in a place of its own in any of its texts. Such
 * letters never enter (Law on the Protection of State Secrets: they are drafted, copied and moved only by the office's
 * own procedure).
 */
export function secretMark(letter: Pick<LetterFields, 'secrecy' | 'body'> & Partial<LetterFields>): Secrecy | null {
  return letter.secrecy ?? secrecyIn(textsOf(letter).join('\n'))
}

const textsOf = (f: Pick<LetterFields, 'body'> & Partial<LetterFields>): (string | null | undefined)[] => [
  f.docType,
  f.issuer,
  f.number,
  f.symbol,
  f.subject,
  f.place,
  f.authorityPrefix,
  f.authorityBody,
  f.signerTitle,
  f.circulationFloor,
  f.body,
  ...(f.addressees ?? []),
  ...(f.copies ?? []),
  ...(f.clauses ?? []).flatMap(clause => [
    clause.label,
    clause.text,
    clause.dueText,
    ...clause.asks.flatMap(ask => [ask.phrase, ask.act, ask.sentence]),
  ]),
  ...(f.citations ?? []).flatMap(cited => [cited.type, cited.number, cited.issuer, cited.words]),
]

/** The mark as it stands on the paper, the same in every language. */
const AS_PRINTED: Readonly<Record<Secrecy, string>> = { mat: 'MẬT', 'toi-mat': 'TỐI MẬT', 'tuyet-mat': 'TUYỆT MẬT' }
export const secretProblem = (mark: Secrecy): Problem => problem('directives.secret', { mark: AS_PRINTED[mark] })
