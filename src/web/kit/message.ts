import type { PlainDate } from '../../kernel/index.ts'
import type { T } from '../../words/index.ts'

/** Zalo shows more, but nobody reads more on a phone between two meetings. */
export const MESSAGE_MAX = 500

/** A letter as a message names it. */
export type MessageLetter = {
  /** "2052/MTTQ-BTT"; empty where the letter has no number. */
  readonly printed: string
  readonly issuedOn: PlainDate | null
  readonly issuer: string
  /** The limit of circulation: a letter that has one is named by number and link only. */
  readonly floor: string | null
}

export type MessageParameters = {
  readonly letter: {
    readonly letter: MessageLetter
    readonly subject: string
    readonly dueOn?: PlainDate | null
    readonly link: string
  }
  readonly task: {
    readonly letter: MessageLetter
    readonly unit: string
    readonly clause: string
    readonly sentence: string
    readonly dueOn: PlainDate | null
    readonly dueText: string | null
    readonly link: string
  }
  /** All that is asked of a unit: how much, and the first date. */
  readonly work: {
    readonly unit: string
    readonly count: number
    readonly firstDue: PlainDate | null
    readonly link: string
  }
  /** Units that have not reported yet, by name of the body: never a list for everybody, only for who may urge. */
  readonly late: {
    readonly letter: MessageLetter
    readonly units: readonly string[]
    readonly asked: string
    readonly dueOn: PlainDate | null
    readonly link: string
  }
  readonly activities: {
    readonly unit: string
    /** How many there are in all; the titles may be the first of them. */
    readonly count: number
    readonly titles: readonly string[]
    readonly period: string
    readonly link: string
  }
  /** A workbook that goes along: to be filled and sent back. */
  readonly form: {
    readonly letter: MessageLetter
    readonly unit: string
    readonly code: string
    readonly period: string
    readonly dueOn: PlainDate | null
    readonly link: string
  }
}
export type MessageKind = keyof MessageParameters

/**
 * A courteous message for Zalo: whom it is for, which letter, what is asked in one sentence, by when, and the link. Plain
 * text of at most 500 characters without personal data; where it would be longer, the sentence is shortened and never
 * the number, the date or the link. A letter with a limit of circulation is named by number and link, and its words stay out.
 */
export function composeMessage<K extends MessageKind>(kind: K, parameters: MessageParameters[K], t: T): string {
  const parts = PARTS[kind](parameters, t)
  const fixed = [...parts.before, ...parts.after, parts.link]
  const room = MESSAGE_MAX - fixed.reduce((sum, line) => sum + line.length + 1, 0)
  const middle = parts.shrinks ? shortened(withoutPersons(oneLine(parts.shrinks)), room) : ''
  const lines = [...parts.before, middle, ...parts.after, parts.link].filter(line => line !== '')
  return lines.join('\n').normalize('NFC')
}

type Parts = {
  readonly before: readonly string[]
  /** What gives way when the message grows too long. */
  readonly shrinks: string
  readonly after: readonly string[]
  readonly link: string
}

const PARTS: { readonly [K in MessageKind]: (p: MessageParameters[K], t: T) => Parts } = {
  letter: ({ letter, subject, dueOn, link }, t) => ({
    before: [t('message.hello'), t('message.letter', { letter: nameOf(letter, t) })],
    shrinks: letter.floor ? '' : subject && t('message.about', { subject }),
    after: [...by(dueOn ?? null, null, t), ...closing(letter, t)],
    link,
  }),
  task: ({ letter, unit, clause, sentence, dueOn, dueText, link }, t) => ({
    before: [
      t('message.hello-unit', { unit: shortened(unit, NAME_MAX) }),
      t('message.task', { letter: nameOf(letter, t), clause }),
    ],
    shrinks: letter.floor ? '' : sentence,
    after: [...by(dueOn, letter.floor ? null : dueText, t), ...closing(letter, t)],
    link,
  }),
  work: ({ unit, count, firstDue, link }, t) => ({
    before: [
      t('message.hello-unit', { unit: shortened(unit, NAME_MAX) }),
      t('message.work', { count }),
      ...(firstDue ? [t('message.first-due', { date: t.date(firstDue) })] : []),
    ],
    shrinks: '',
    after: [t('message.thanks')],
    link,
  }),
  late: ({ letter, units, asked, dueOn, link }, t) => ({
    before: [t('message.hello'), t('message.late', { letter: nameOf(letter, t), count: units.length })],
    shrinks: [letter.floor ? '' : asked, t('message.late-units', { units: units.join('; ') })]
      .filter(Boolean)
      .join(' '),
    after: [...by(dueOn, null, t), t('message.late-already')],
    link,
  }),
  activities: ({ unit, count, titles, period, link }, t) => ({
    before: [t('message.hello'), t('message.activities', { unit: shortened(unit, NAME_MAX), period, count })],
    shrinks: titles.map(title => `${title.replace(/[.;\s]+$/u, '')}`).join('; '),
    after: [t('message.thanks')],
    link,
  }),
  form: ({ letter, unit, code, period, dueOn, link }, t) => ({
    before: [
      t('message.hello-unit', { unit: shortened(unit, NAME_MAX) }),
      t('message.form', { letter: nameOf(letter, t), period, code }),
    ],
    shrinks: '',
    after: [...by(dueOn, null, t), t('message.form-back')],
    link,
  }),
}

const NAME_MAX = 90

/** "văn bản số 2052/MTTQ-BTT ngày 02/02/2023 của …"; with a limit of circulation only number and day. */
const nameOf = ({ printed, issuedOn, issuer, floor }: MessageLetter, t: T): string =>
  [
    printed ? t('message.number', { number: printed }) : t('message.no-number'),
    issuedOn && t('message.of-day', { date: t.date(issuedOn) }),
    issuer && !floor && t('message.of-issuer', { issuer: shortened(issuer, NAME_MAX) }),
  ]
    .filter(Boolean)
    .join(' ')

const by = (dueOn: PlainDate | null, dueText: string | null, t: T): string[] =>
  dueOn
    ? [t('message.due', { date: t.date(dueOn) })]
    : dueText
      ? [t('message.due-words', { words: shortened(oneLine(dueText), NAME_MAX) })]
      : []

const closing = (letter: MessageLetter, t: T): string[] => [t(letter.floor ? 'message.limited' : 'message.thanks')]

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim().normalize('NFC')

/** What a choice among tasks shows of a sentence. */
export const SENTENCE_MAX = 220

/** Cut at a word, with a sign that it goes on; nothing where not even one word fits. */
export function shortened(text: string, max: number): string {
  const plain = text.normalize('NFC')
  if (plain.length <= max) return plain
  const cut = plain.lastIndexOf(' ', max - 2)
  return max < 12 || cut < 1 ? '' : `${plain.slice(0, cut).replace(/[,;:.\s]+$/u, '')} …`
}

/** A message travels beyond the office: people's names after their titles, numbers of phones and addresses of mail stay out. */
export const withoutPersons = (text: string): string =>
  text
    .replace(/(?<=(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Ee]m)\s)\p{Lu}\p{Ll}*(?:\s\p{Lu}\p{Ll}*){1,4}/gu, '…')
    .replace(/\b[\w.+-]+@[\w-]+\.[\w.-]+\b/gu, '…')
    .replace(/(?<![\d/.-])(?:\+84|0)[\s.]?\d{2,3}[\s.]?\d{3}[\s.]?\d{3,4}(?![\d/])/gu, '…')
