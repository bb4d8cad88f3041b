import { mustHold, useCase } from '../access/index.ts'
import { FIELDS, type Field, type Mapping } from '../bank/index.ts'
import { no, problem, yes, type MoneyAccountId, type Problem, type UnitId } from '../kernel/index.ts'
import { bankAccounts, keepMapping } from './statement.sql.ts'

/** Of these a file may have several columns. */
const MANY = new Set<Field>(['counterparty', 'fee'])
/** Headings stand in one of the first rows. */
const HEADER_MAX = 60

/** What stands against a mapping: it needs a day and what came in, and one column for each field. */
export function mappingProblem({ header, columns }: Mapping): Problem | null {
  if (!Number.isInteger(header) || header < 0 || header > HEADER_MAX)
    return problem('statements.mapping-header', { most: HEADER_MAX }, { field: 'header' })
  const twice = columns.findIndex((field, at) => field !== null && !MANY.has(field) && columns.indexOf(field) < at)
  if (twice >= 0) return problem('statements.mapping-twice', {}, { field: 'column', row: twice + 1 })
  if (columns.some(field => field !== null && !FIELDS.includes(field)))
    return problem('statements.mapping-missing', {}, { field: 'column', row: 1 })
  const has = (...fields: Field[]) => fields.some(field => columns.includes(field))
  return has('date') && has('memo') && has('credit', 'amount', 'signed')
    ? null
    : problem('statements.mapping-missing', {}, { field: 'column', row: 1 })
}

/** Keeps how the files of an account's bank are read; the next import of the unit from that bank uses it. */
export const saveMapping = useCase<
  { readonly unit: UnitId; readonly account: MoneyAccountId; readonly mapping: Mapping },
  { readonly bin: string }
>('statements.save-mapping', ['accountant'], async (tx, by, { unit, account, mapping }) => {
  const may = mustHold(by.actor, unit, 'accountant')
  if (!may.ok) return may
  const found = (await bankAccounts(tx, unit)).find(one => one.id === account)
  if (!found) return no(problem('statements.account-unknown', { account: '—' }, { field: 'account' }))
  const wrong = mappingProblem(mapping)
  if (wrong) return no(wrong)
  await keepMapping(tx, by, unit, found.bin, mapping)
  return yes({ bin: found.bin })
})
