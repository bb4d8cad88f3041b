import type { Letter, Range } from '../paper/index.ts'
import { fieldsOf } from './letter.ts'
import type { LetterFields } from './types.ts'

/** What the clerk did at the desk beside the values themselves. */
export type Checked = {
  /** The clerk says that every field was compared with the paper. */
  readonly confirmed: boolean
  /** Where a value was taken from the text, by the path of its field. */
  readonly taken: Readonly<Record<string, Range>>
  /** The places in the reading of the clauses that were kept, in the order of the fields' clauses. */
  readonly kept: readonly number[]
}

export type Correction = {
  readonly path: string
  readonly read: unknown
  readonly right: unknown
  readonly taken: Range | null
}

/** One letter of the test set in the form of the corpus: what is right, and which fields nobody vouches for. */
export type GoldDocument = Readonly<Record<string, unknown>> & { readonly unannotated: readonly string[] }
export type Sample = { readonly gold: GoldDocument; readonly corrections: readonly Correction[] }

/** Fields of the corpus that the desk does not show: nobody has looked at them, so nothing is said about them. */
const NOT_SHOWN = [
  'parentIssuer',
  'bases',
  'archive',
  'authorityPrefix',
  'authorityBody',
  'attachments',
  'parentDocument',
  'taskResponsible',
]

/** The fields of the desk by their names in the corpus. */
const SHOWN: readonly (readonly [path: string, of: (fields: LetterFields) => unknown])[] = [
  ['regime', f => f.regime],
  ['docType', f => f.docType],
  ['number', f => f.number],
  ['symbol', f => f.symbol],
  ['date', f => f.issuedOn],
  ['place', f => f.place],
  ['issuer', f => f.issuer || null],
  ['subject', f => f.subject || null],
  ['addressees', f => f.addressees],
  ['recipients', f => f.copies],
  ['signerTitle', f => f.signerTitle],
  ['signerName', f => f.signerName],
]

/** What the clerk's work at the desk teaches: the letter as it is right, and what was changed. Pure. */
export function sampleOf(letter: Letter, right: LetterFields, checked: Checked): Sample {
  const was = fieldsOf(letter)
  const fields = SHOWN.flatMap(([path, of]) => change(path, of(was), of(right), checked))
  const tasks = taskChanges(letter, was, right, checked)
  const changed = new Set([...fields, ...tasks].map(one => one.path.split('.')[0]!))
  const values = Object.fromEntries(
    // A value that was left alone is the reader's own: the desk shows some of them in another dress (a whole name of the issuer).
    SHOWN.map(([path, of]) => [path, changed.has(path) ? of(right) : letter[path as keyof Letter]]),
  )
  const shown = [...SHOWN.map(([path]) => path), 'tasks']
  const open = checked.confirmed ? [] : shown.filter(path => !changed.has(path))
  return {
    gold: {
      ...values,
      parentIssuer: null,
      bases: [],
      tasks: goldTasks(letter, right, checked),
      archive: null,
      authorityPrefix: null,
      authorityBody: null,
      attachments: [],
      parentDocument: null,
      unannotated: [...open, ...NOT_SHOWN],
    },
    corrections: [...fields, ...tasks],
  }
}

function change(path: string, read: unknown, right: unknown, checked: Checked): Correction[] {
  if (JSON.stringify(settled(read)) === JSON.stringify(settled(right))) return []
  return [{ path, read: read ?? null, right: right ?? null, taken: checked.taken[path] ?? null }]
}

/** Line ends and blanks at the edges are the form's doing, not the clerk's. */
const settled = (value: unknown): unknown =>
  typeof value === 'string'
    ? value.normalize('NFC').replace(/\s+/g, ' ').trim() || null
    : Array.isArray(value)
      ? value.map(settled)
      : (value ?? null)

/** A clause that was struck out was no task; a day that was changed was another deadline. */
function taskChanges(letter: Letter, was: LetterFields, right: LetterFields, checked: Checked): Correction[] {
  return letter.tasks.flatMap((task, at) => {
    const place = checked.kept.indexOf(at)
    if (place < 0) return [{ path: `tasks.${at}`, read: task.label, right: null, taken: null }]
    const before = was.clauses[at]
    const after = right.clauses[place]
    return before && after && before.rhythm === 'deadline'
      ? change(`tasks.${at}.deadline`, before.dueOn, after.dueOn, checked)
      : []
  })
}

const WORDS_OF_START = 9

function goldTasks(letter: Letter, right: LetterFields, checked: Checked): unknown[] {
  return checked.kept.flatMap((at, place) => {
    const task = letter.tasks[at]
    const clause = right.clauses[place]
    if (!task || !clause) return []
    return [
      {
        label: task.label,
        textStart: task.text.split(/\s+/).filter(Boolean).slice(0, WORDS_OF_START).join(' '),
        responsible: task.responsible,
        deadline: clause.rhythm === 'deadline' ? (clause.dueOn ?? task.deadline) : task.deadline,
        deadlineText: task.deadlineText,
      },
    ]
  })
}
