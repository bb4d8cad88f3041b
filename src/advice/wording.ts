import { no, problem, yes, type PlainDate, type Result } from '../kernel/index.ts'

/** The longest text of each field, in characters. */
const LENGTHS = { subject: 1_000, body: 100_000, asked: 5_000, question: 5_000, text: 100_000, number: 100, why: 2_000 }
type Field = keyof typeof LENGTHS

/** Whether texts are short enough to be kept; names the field that is not. */
export function fits(texts: Partial<Record<Field, string>>): Result<true> {
  for (const [field, text] of Object.entries(texts)) {
    const most = LENGTHS[field as Field]
    if (text.length > most) return no(problem('advice.too-long', { most }, { field }))
  }
  return yes(true)
}

/** A day as an office writes it. */
export const slashed = (date: PlainDate): string => date.split('-').toReversed().join('/')

/** A step that needs a reason is refused without one, beside its field. */
export function reasonIn(why: string): Result<string> {
  const reason = why.trim()
  if (reason === '') return no(problem('advice.reason-missing', undefined, { field: 'why' }))
  const long = fits({ why: reason })
  return long.ok ? yes(reason) : long
}

export const adviceLink = (id: string): string => `/advice/${id}`
