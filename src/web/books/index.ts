import { KEEPS_BOOKS, OPENS_BOOKS, OPENS_MONTHS } from '../../ledger/index.ts'
import { get, post, type Pages } from '../routes.ts'
import { enterOne, showByHand } from './by-hand.tsx'
import { publishOne, showFund } from './fund.tsx'
import { openOne, showFunds } from './funds.tsx'
import { showPlace } from './place.tsx'
import { reverseOne, showBalances, showEntry, showJournal } from './reading.tsx'
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
  get('/money/books/by-hand', KEEPS_BOOKS, showByHand),
  post('/money/books/by-hand', KEEPS_BOOKS, enterOne),
  get('/money/books/places/:id', READS, showPlace),
  get('/money/funds/:id', READS, showFund),
  post('/money/funds/:id', OPENS_BOOKS, publishOne),
  get('/money/entries/:id', READS, showEntry),
  post('/money/entries/:id/reverse', KEEPS_BOOKS, reverseOne),
]
