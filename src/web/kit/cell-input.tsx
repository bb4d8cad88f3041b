import type { T } from '../../words/index.ts'
import { idHere, problemsHere, valueHere } from './refusal.tsx'

/** A number in a cell of a table: its row and column name it to the eye, and `label` to a screen reader. */
export const CellInput = ({
  t,
  name,
  field = name,
  row,
  label,
  value,
  wide,
}: {
  t: T
  name: string
  /** The field to which a refusal points, where boxes are named by more than their column. */
  field?: string
  row: number
  label: string
  value: string
  /** For amounts of money. */
  wide?: boolean
}) => {
  const wrong = problemsHere(undefined).filter(problem => problem.field === field && problem.row === row)
  const id = idHere(field, row)
  return (
    <span class={wrong.length > 0 ? 'wrong' : undefined}>
      <span class={wide ? 'box short' : 'box tally'}>
        <input
          id={id}
          name={name}
          value={valueHere(name, row, value) ?? ''}
          inputmode="numeric"
          autocomplete="off"
          maxlength={20}
          aria-label={label}
          aria-invalid={wrong.length > 0 ? 'true' : undefined}
          aria-describedby={wrong.length > 0 ? `${id}-error` : undefined}
        />
      </span>
      {wrong.length > 0 && (
        <span class="error" id={`${id}-error`}>
          {wrong.map(({ kind, values }) => t.problem({ kind, ...(values ? { values } : {}) })).join(' ')}
        </span>
      )}
    </span>
  )
}
