import { ALLOCATES, CHECKS, CONFIRMS, DESIGNATES, MAKES, PAYS, READS, SETS_LIMITS } from '../../spending/index.ts'
import { get, post, type Pages } from '../routes.ts'
import { allocateForm, showAllocations } from './allocations.tsx'
import { showApprovals, showVouchers } from './list.tsx'
import { FETCHES, fetchRun, makeOne, showRun, showRuns } from './runs.tsx'
import { setForm, showSettings } from './settings.tsx'
import { moveVoucher, showVoucher } from './voucher.tsx'
import { editForm, showEdit, showNew, writeForm } from './write.tsx'

/** How money leaves: allocations, vouchers, who checks them, payment runs. */
export const spendingPages: Pages = [
  get('/money/spending', READS, showVouchers),
  get('/money/spending/new', MAKES, showNew),
  post('/money/spending/new', MAKES, writeForm),
  get('/money/spending/approvals', CHECKS, showApprovals),
  get('/money/spending/runs', READS, showRuns),
  post('/money/spending/runs', MAKES, makeOne),
  get('/money/spending/allocations', READS, showAllocations),
  post('/money/spending/allocations', ALLOCATES, allocateForm),
  get('/money/spending/settings', [...READS, 'admin'], showSettings),
  post('/money/spending/settings', [...DESIGNATES, ...SETS_LIMITS], setForm),
  get('/money/vouchers/:id', READS, showVoucher),
  get('/money/vouchers/:id/edit', MAKES, showEdit),
  post('/money/vouchers/:id/edit', MAKES, editForm),
  post('/money/vouchers/:id/submit', MAKES, moveVoucher('submit')),
  post('/money/vouchers/:id/approve', CHECKS, moveVoucher('approve')),
  post('/money/vouchers/:id/return', CHECKS, moveVoucher('return')),
  post('/money/vouchers/:id/refuse', CHECKS, moveVoucher('refuse')),
  post('/money/vouchers/:id/pay', PAYS, moveVoucher('pay')),
  post('/money/vouchers/:id/confirm', CONFIRMS, moveVoucher('confirm')),
  post('/money/vouchers/:id/fail', [...MAKES, ...PAYS], moveVoucher('fail')),
  post('/money/vouchers/:id/line', MAKES, moveVoucher('line')),
  post('/money/vouchers/:id/reverse', MAKES, moveVoucher('reverse')),
  post('/money/vouchers/:id/erase', MAKES, moveVoucher('erase')),
  get('/money/runs/:id', READS, showRun),
  get('/money/runs/:id/file.csv', FETCHES, fetchRun('csv')),
  get('/money/runs/:id/file.xlsx', FETCHES, fetchRun('xlsx')),
]
