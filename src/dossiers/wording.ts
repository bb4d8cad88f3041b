import { no, problem, yes, type PlainDate, type Result } from '../kernel/index.ts'

/** The longest text of each field, in characters: more than any office writes, and what a page still shows. */
const LENGTHS = {
  code: 60,
  title: 500,
  number: 100,
  author: 300,
  subject: 2_000,
  why: 2_000,
  note: 2_000,
  place: 300,
  remarks: 20_000,
} as const
type Field = keyof typeof LENGTHS

/** Whether texts are short enough to be kept; names the field that is not. */
export function fits(texts: Partial<Record<Field, string>>): Result<true> {
  for (const [field, text] of Object.entries(texts)) {
    const most = LENGTHS[field as Field]
    if (text.length > most) return no(problem('dossiers.too-long', { most }, { field }))
  }
  return yes(true)
}

/** A day as an office writes it. */
export const slashed = (date: PlainDate): string => date.split('-').toReversed().join('/')
