export * from './types.ts'
export { acceptDifferences, acceptRepairs, attest, cancelImport } from './settle.ts'
export { claimReceipt, type ReceiptClaim } from './claim-receipt.ts'
export { claimsFrom, doubtsOf, wordsOf } from './claims.ts'
export { openImport, type OpenImport } from './open-import.ts'
export { postStatement, postStatementWith, type Matchers, type Posted } from './post-statement.ts'
export { STATEMENT_CHECKS } from './closing.sql.ts'
export { faultIn } from './fault-words.ts'
export { saveMapping } from './save-mapping.ts'
export { fsckStatements } from './fsck.sql.ts'
export { keeperOfFund, STAGE_QUEUE, stageFrom, stageStatements, type Stager } from './stage.ts'
export { attestationsOf, bankAccounts, daysOf, statementById, statementsOf } from './statement.sql.ts'
export { decideLine, undoDecision, USES, type DecideLine, type Part, type Use } from './decide-line.ts'
export {
  decisionsOf,
  lineById,
  linesOfDay,
  lineToDecide,
  linesOut,
  PAYMENT,
  releasePayment,
  reviewQueue,
  settleAsPayments,
  type Decision,
  type LineOut,
} from './review.sql.ts'
export { findLines, type Search } from './search.ts'
export { HITS, searchLines, type LineFound } from './search.sql.ts'
