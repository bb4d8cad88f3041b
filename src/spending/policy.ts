import type { Role } from '../access/index.ts'

/** Who makes vouchers, runs and allocations. */
export const MAKES: readonly Role[] = ['accountant']
/** Who can be a checker; which voucher the very person may check, the database says (decision 0025). */
export const CHECKS: readonly Role[] = ['leader', 'officer', 'accountant']
/** Who pays out of the cash box. */
export const PAYS: readonly Role[] = ['cashier']
/** Who says, where no statement comes, that the bank has paid. */
export const CONFIRMS: readonly Role[] = ['accountant', 'cashier', 'leader']
/** Who decides what a fund is set aside for. */
export const ALLOCATES: readonly Role[] = ['accountant', 'leader']
/** Who reads what is spent. */
export const READS: readonly Role[] = ['accountant', 'cashier', 'leader', 'officer', 'inspector']
/** Who designates who checks a unit below. */
export const DESIGNATES: readonly Role[] = ['leader', 'admin']
/** Who sets up to which amount a role approves. */
export const SETS_LIMITS: readonly Role[] = ['admin']
