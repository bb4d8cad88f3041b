import type { Role } from '../access/index.ts'

/** Who sits at the desk of gifts. */
export const KEEPS_DESK: readonly Role[] = ['cashier', 'accountant']
/** Who signs the official list of accounts. */
export const SIGNS_ACCOUNTS: readonly Role[] = ['leader']
/** Who erases people from what was given. */
export const ERASES: readonly Role[] = ['accountant']
