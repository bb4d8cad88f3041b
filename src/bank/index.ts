export { readStatement } from './statement/read.ts'
export { lineIdentity } from './statement/identity.ts'
export { firstRows, suggestMapping } from './statement/mapping.ts'
export {
  BANKS,
  FIELDS,
  type BankKey,
  type Cell,
  type DateStyle,
  type FaultKind,
  type Field,
  type Mapping,
  type NoteKind,
  type NumberStyle,
  type Repair,
  type Row,
  type StatementCheck,
  type StatementDay,
  type StatementFault,
  type StatementLine,
  type StatementNote,
  type StatementOptions,
  type StatementPart,
} from './statement/types.ts'
export * from './memo-code.ts'
export * from './vietqr.ts'
export * from './qr-svg.ts'
export * from './banks.ts'
export * from './memo.ts'
