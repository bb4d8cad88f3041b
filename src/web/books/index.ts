import { KEEPS_BOOKS, OPENS_BOOKS, OPENS_MONTHS } from '../../ledger/index.ts'
import { get, post, type Pages } from '../routes.ts'
import { openOne, showFunds } from './funds.tsx'
import { showBalances, showEntry, showJournal } from './reading.tsx'
import { moveMonth, showMonths } from './months.tsx'

const READS = ['accountant', 'cashier', 'leader', 'inspector'] as const

/** The books of a unit: its funds and places of money, what they hold, the journal, and the closing of months. */
export const bookPages: Pages = [
  get('/money/books', READS, showFunds),
  post('/money/books', OPENS_BOOKS, openOne),
  get('/money/books/balances', READS, showBalances),
  get('/money/books/journal', READS, showJournal),
  get('/money/books/months', READS, showMonths),
  post('/money/books/months', [...KEEPS_BOOKS, ...OPENS_MONTHS], moveMonth),
  get('/money/entries/:id', READS, showEntry),
]
