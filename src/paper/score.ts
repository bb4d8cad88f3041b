import {
  alternatives,
  code,
  codeKey,
  fold,
  isoDay,
  isEmpty,
  listOf,
  match,
  numberKey,
  prefixKey,
  text,
  tokenF1,
  tokens,
  type Pair,
} from './score-words.ts'

/**
 * Compares what was read with what is right, by the measures of the corpus: per field precision, recall and F1 over all
 * letters, folded (case, marks and punctuation aside), and their mean. Fields that nobody vouches for (`unannotated`) are
 * not counted; of lists that name only some entries (`partial`) further ones are no mistake.
 */

type Doc = Readonly<Record<string, unknown>>
export type Gold = { readonly id: string; readonly documents: readonly Doc[] }

type Counts = { right: number; read: number; gold: number; exact: number; seen: number }
export type Score = { files: number; readonly fields: Map<string, Counts> }
export type FieldScore = {
  readonly field: string
  readonly gold: number
  readonly read: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** Share of letters in which the field is wholly right; rightly leaving it empty counts. */
  readonly exact: number
}
export type ScoreTotals = { readonly files: number; readonly fields: readonly FieldScore[]; readonly macroF1: number }

type Tally = { right: number; read: number; gold: number; exact: boolean }

const EXACT: Readonly<Record<string, (value: string) => string | null>> = {
  regime: fold,
  docType: fold,
  number: numberKey,
  symbol: code,
  date: isoDay,
  authorityPrefix: prefixKey,
}
const TEXT = ['issuer', 'parentIssuer', 'subject', 'place', 'archive', 'authorityBody', 'signerTitle', 'signerName']
const LISTS = ['addressees', 'recipients', 'attachments']
const ORDER = [
  ...Object.keys(EXACT),
  ...TEXT,
  ...LISTS,
  'bases',
  'tasks',
  'taskResponsible',
  'taskDeadline',
  'parentDocument',
  'segmentation',
]

export const emptyScore = (): Score => ({ files: 0, fields: new Map() })

/** Adds one file: its gold and the letters that were read from it. */
export function addReading(score: Score, gold: Gold, read: readonly object[]): void {
  const letters = read as readonly Doc[]
  score.files += 1
  const [found, wanted] = [letters.length, gold.documents.length]
  add(score, 'segmentation', { right: Math.min(found, wanted), read: found, gold: wanted, exact: found === wanted })
  const aligned = align(gold.documents, letters)
  gold.documents.forEach((doc, at) => {
    const other = aligned.get(at)
    addLetter(score, doc, other === undefined ? {} : (letters[other] ?? {}))
  })
}

export function totalsOf(score: Score): ScoreTotals {
  const fields = ORDER.flatMap(field => {
    const one = score.fields.get(field)
    return one ? [totalOf(field, one)] : []
  })
  const measured = fields.filter(one => one.gold > 0)
  return {
    files: score.files,
    fields,
    macroF1: measured.reduce((sum, one) => sum + one.f1, 0) / (measured.length || 1),
  }
}

function totalOf(field: string, { right, read, gold, exact, seen }: Counts): FieldScore {
  const precision = read ? right / read : 0
  const recall = gold ? right / gold : 0
  const f1 = precision + recall ? (2 * precision * recall) / (precision + recall) : 0
  return { field, gold, read, precision, recall, f1, exact: seen ? exact / seen : 0 }
}

function add(score: Score, field: string, tally: Tally): void {
  const counts = score.fields.get(field) ?? { right: 0, read: 0, gold: 0, exact: 0, seen: 0 }
  score.fields.set(field, counts)
  counts.right += tally.right
  counts.read += tally.read
  counts.gold += tally.gold
  counts.exact += tally.exact ? 1 : 0
  counts.seen += 1
}

const names = (value: unknown): ReadonlySet<string> =>
  new Set(Array.isArray(value) ? value.filter(each => typeof each === 'string') : [])

function addLetter(score: Score, gold: Doc, read: Doc): void {
  const open = names(gold['unannotated'])
  const partial = names(gold['partial'])
  const put = (field: string, tally: () => Tally) => void (open.has(field) || add(score, field, tally()))
  for (const [field, key] of Object.entries(EXACT)) put(field, () => exactly(gold[field], read[field], key))
  for (const field of TEXT) put(field, () => nearly(gold[field], read[field]))
  for (const field of LISTS) put(field, () => listed(gold[field], read[field], partial.has(field)))
  put('bases', () => based(listOf<Doc>(gold['bases']), listOf<Doc>(read['bases']), partial.has('bases')))
  put('parentDocument', () => parent(gold['parentDocument'], read['parentDocument']))
  if (!open.has('tasks')) addTasks(score, gold, read, { partial: partial.has('tasks'), open })
}

function exactly(gold: unknown, read: unknown, key: (value: string) => string | null): Tally {
  const [none, nothing] = [isEmpty(gold), isEmpty(read)]
  const same = none ? nothing : !nothing && alternatives(gold).some(one => key(text(one)) === key(text(read)))
  return { right: !none && same ? 1 : 0, read: nothing ? 0 : 1, gold: none ? 0 : 1, exact: same }
}

function nearly(gold: unknown, read: unknown): Tally {
  const [none, nothing] = [isEmpty(gold), isEmpty(read)]
  const best = none || nothing ? 0 : Math.max(...alternatives(gold).map(one => alike(text(one), text(read))))
  return { right: best, read: nothing ? 0 : 1, gold: none ? 0 : 1, exact: none ? nothing : best === 1 }
}

const alike = (a: string, b: string): number => (fold(a) === fold(b) ? 1 : tokenF1(a, b))
const ENOUGH = 0.6
const sum = (pairs: readonly Pair[]): number => pairs.reduce((total, [worth]) => total + worth, 0)

function listed(gold: unknown, read: unknown, partial: boolean): Tally {
  const wanted = listOf<string>(gold)
  const got = (Array.isArray(read) ? read : isEmpty(read) ? [] : [read]).filter(one => !isEmpty(one)).map(text)
  const pairs = match(wanted, got, alike, ENOUGH)
  const counted = partial ? pairs.length : got.length
  const exact = pairs.length === wanted.length && counted === wanted.length && pairs.every(([worth]) => worth === 1)
  return { right: sum(pairs), read: counted, gold: wanted.length, exact }
}

const ALL_BUT_ALL = 0.999

function based(gold: readonly Doc[], read: readonly Doc[], partial: boolean): Tally {
  const pairs = match(gold, read, cited, 0.01)
  const counted = partial ? pairs.length : read.length
  const whole = pairs.every(([worth]) => worth > ALL_BUT_ALL)
  const exact = pairs.length === gold.length && counted === gold.length && whole
  return { right: sum(pairs), read: counted, gold: gold.length, exact }
}

function parent(gold: unknown, read: unknown): Tally {
  const [none, nothing] = [isEmpty(gold), isEmpty(read)]
  const worth = none || nothing ? 0 : cited(gold as Doc, read as Doc)
  return { right: worth, read: nothing ? 0 : 1, gold: none ? 0 : 1, exact: none ? nothing : worth > ALL_BUT_ALL }
}

/** A cited paper: without its number it is another one; its day and issuer are worth a fifth each where they are known. */
function cited(gold: Doc, read: Doc): number {
  const number = codeKey(gold['number'])
  let same = number !== '' && number === codeKey(read['number'])
  if (!same && !/\d/.test(number)) {
    const words = [read['number'], read['title'], read['name']].filter(Boolean).join(' ') || text(read['type'])
    same = tokenF1(gold['number'], words) >= 0.75
  }
  if (!same) return 0
  const dated = isEmpty(gold['date']) ? 0 : 0.2
  const issued = isEmpty(gold['issuer']) ? 0 : 0.2
  const day = dated && isoDay(read['date']) === gold['date'] ? dated : 0
  const body = issued && issued * tokenF1(gold['issuer'], read['issuer'])
  return (0.6 + day + body) / (0.6 + dated + issued)
}

const label = (value: unknown): string => fold(value).replace(/[^a-z0-9]/g, '')

/** Tasks are the same when the one that was read begins as the right one does; a label told alike settles a tie. */
function asked(gold: Doc, read: Doc): number {
  const begins = tokens(gold['textStart'])
  const got = tokens(read['text'] ?? read['textStart'])
  if (begins.length === 0 || got.length === 0) return 0
  const opening = ` ${got.slice(0, begins.length + 25).join(' ')} `
  const worth = opening.includes(` ${begins.join(' ')} `)
    ? 1
    : tokenF1(begins.join(' '), got.slice(0, begins.length).join(' '))
  return worth && label(gold['label']) === label(read['label']) ? worth + 0.001 : worth
}

function addTasks(
  score: Score,
  gold: Doc,
  read: Doc,
  { partial, open }: { partial: boolean; open: ReadonlySet<string> },
): void {
  const wanted = listOf<Doc>(gold['tasks'])
  const got = listOf<Doc>(read['tasks'])
  const pairs = match(wanted, got, asked, ENOUGH)
  const counted = partial ? pairs.length : got.length
  add(score, 'tasks', {
    right: pairs.reduce((total, [worth]) => total + Math.min(1, worth), 0),
    read: counted,
    gold: wanted.length,
    exact: pairs.length === wanted.length && counted === wanted.length,
  })
  const matched = new Map(pairs.map(([, at, other]) => [at, got[other]]))
  wanted.forEach((task, at) => {
    const other = matched.get(at)
    if (!open.has('taskResponsible'))
      add(score, 'taskResponsible', responsible(task['responsible'], other?.['responsible']))
    if (!open.has('taskDeadline')) add(score, 'taskDeadline', timed(task, other ?? {}))
  })
}

function responsible(gold: unknown, read: unknown): Tally {
  const [there, got] = [!isEmpty(gold), !isEmpty(read)]
  const worth = there && got ? tokenF1(gold, read) : 0
  return { right: worth, read: got ? 1 : 0, gold: there ? 1 : 0, exact: there ? worth === 1 : !got }
}

function timed(gold: Doc, read: Doc): Tally {
  const there = !isEmpty(gold['deadline']) || !isEmpty(gold['deadlineText'])
  const got = !isEmpty(read['deadline']) || !isEmpty(read['deadlineText'])
  const day = gold['deadline']
  const same =
    there &&
    got &&
    (isEmpty(day)
      ? tokenF1(gold['deadlineText'], read['deadlineText'] ?? read['deadline']) >= ENOUGH
      : isoDay(read['deadline']) === day || isoDay(read['deadlineText']) === day)
  return { right: same ? 1 : 0, read: got ? 1 : 0, gold: there ? 1 : 0, exact: there ? same : !got }
}

/** Which letter that was read is which: by number and symbol, then by kind and day, then by order. */
function align(gold: readonly Doc[], read: readonly Doc[]): Map<number, number> {
  const same = (key: (value: string) => string | null, a: unknown, b: unknown) =>
    !isEmpty(a) && !isEmpty(b) && key(text(a)) === key(text(b))
  const pairs = match(
    gold,
    read,
    (a, b, at, other) =>
      (same(numberKey, a['number'], b['number']) ? 2 : 0) +
      (same(code, a['symbol'], b['symbol']) ? 2 : 0) +
      (same(fold, a['docType'], b['docType']) ? 0.5 : 0) +
      (same(isoDay, a['date'], b['date']) ? 0.5 : 0) -
      Math.abs(at - other) * 0.01,
    0.4,
  )
  const aligned = new Map(pairs.map(([, at, other]) => [at, other]))
  const used = new Set(aligned.values())
  gold.forEach((_, at) => {
    if (aligned.has(at)) return
    const free = read.findIndex((_letter, other) => !used.has(other))
    if (free < 0) return
    aligned.set(at, free)
    used.add(free)
  })
  return aligned
}
