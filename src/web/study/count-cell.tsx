import type { Problem } from '../../kernel/index.ts'
import type { T } from '../../words/index.ts'
import { fieldId } from '../kit/index.ts'

/** A number in a cell of a table: its row and column name it to the eye, and `label` to a screen reader. */
export const CountCell = ({
  t,
  name,
  field,
  row,
  label,
  value,
  problems,
}: {
  t: T
  name: string
  /** The field of the input to which a refusal points. */
  field: string
  row: number
  label: string
  value: string
  problems: readonly Problem[]
}) => {
  const wrong = problems.filter(problem => problem.field === field && problem.row === row)
  const id = fieldId(field, row)
  return (
    <span class={wrong.length > 0 ? 'wrong' : undefined}>
      <span class="box tally">
        <input
          id={id}
          name={name}
          value={value}
          inputmode="numeric"
          autocomplete="off"
          maxlength={12}
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

/** A refusal counts the rows that were sent; the form shows also those that were left empty. */
export const shownRows = (problem: Problem, sent: readonly number[]): Problem =>
  problem.row === undefined ? problem : { ...problem, row: sent[problem.row - 1] ?? problem.row }
