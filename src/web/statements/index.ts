import { get, post, type Pages } from '../routes.ts'
import { importStatement, showStatements } from './list.tsx'
import { showLines } from './lines.tsx'
import { mapOne, showMapping } from './mapping.tsx'
import { decideOne, showLine, showReview, undoOne } from './review.tsx'
import { showSearch } from './search.tsx'
import { moveStatement, showStatement } from './statement.tsx'

const READS = ['accountant', 'cashier', 'leader', 'inspector'] as const

/** Banks' statements: taken in, proved by day, searched, and the lines that a person should look at. */
export const statementPages: Pages = [
  get('/money/statements', READS, showStatements),
  post('/money/statements', ['accountant'], importStatement),
  get('/money/statements/search', READS, showSearch),
  get('/money/statements/mapping', ['accountant'], showMapping),
  post('/money/statements/mapping', ['accountant'], mapOne),
  get('/money/statements/review', READS, showReview),
  get('/money/lines/:id', READS, showLine),
  post('/money/lines/:id', ['accountant'], decideOne),
  post('/money/lines/:id/undo', ['accountant'], undoOne),
  get('/money/statements/:id', READS, showStatement),
  post('/money/statements/:id/:step', ['accountant', 'cashier', 'leader'], moveStatement),
  get('/money/statements/:id/days/:day', READS, showLines),
]
