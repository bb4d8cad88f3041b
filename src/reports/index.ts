export { coverageOf, deliveryTree, type Coverage, type DeliveryNode, type Reach } from './coverage.sql.ts'
export { desksOf, letterNumber, workOf, type Desks, type WorkItem } from './my-work.sql.ts'
export { clausesOf, papersAround, type ClauseThread, type Paper, type PaperLink } from './thread.sql.ts'
export {
  requestsTo,
  taskOf,
  type DateRequest,
  type TaskEvidence,
  type TaskIntent,
  type TaskPart,
  type TaskView,
} from './task.sql.ts'
export { letterAt, lettersOn, type Desk, type LetterLine, type LetterView } from './letter.sql.ts'
export { lateTasks, type LateTask } from './late.sql.ts'
