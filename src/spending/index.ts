/** spending: allocations, vouchers, who checks them, payment runs, and what the bank has carried out. */
export * from './types.ts'
export { ALLOCATES, CHECKS, CONFIRMS, DESIGNATES, MAKES, PAYS, READS, SETS_LIMITS } from './policy.ts'
export { largestRemainder, memoOfVoucher, mayMove, type Move } from './rules.ts'
export { allocate, endAllocation, sharesOf } from './allocate.ts'
export { editVoucher, erasePayee, submitVoucher, writeVoucher } from './write-voucher.ts'
export { approveVoucher, refuseVoucher, returnVoucher } from './check-voucher.ts'
export { confirmByHand, confirmByLine, failPayment, makeRun, payCash } from './pay.ts'
export { confirmPaid, postStatementPaying } from './match-paid.ts'
export { reverseVoucher } from './reverse-voucher.ts'
export { rowsOfRun, runById, runsOfUnit } from './payment.sql.ts'
export { SPENDING_CHECKS } from './closing.sql.ts'
export { fsckSpending } from './fsck.sql.ts'
export { designateChecker, endChecker, setApprovalLimit } from './settings.ts'
export {
  checkersSeen,
  LEVELS,
  LIMIT_ROLES,
  limitsOf,
  type Checker,
  type Level,
  type Limit,
  type LimitRole,
} from './settings.sql.ts'
export { recordAgreement, recordAidReport } from './aid.ts'
export { agreementsOf, type Agreement, type AgreementInput } from './aid.sql.ts'
export { PAY_COLUMNS, payCsv, payFileName, payRows } from './pay-file.ts'
export { payeeOf } from './voucher.sql.ts'
export * from './reads.sql.ts'
