import type { Role } from '../access/index.ts'

/** Who keeps the books: who makes an entry never approves a payment, which is the leader's. */
export const KEEPS_BOOKS: readonly Role[] = ['accountant']
/** Books are opened, and funds and accounts decided, by who answers for the unit as well. */
export const OPENS_BOOKS: readonly Role[] = ['accountant', 'leader', 'admin']
/** A closed month is opened again only by who answers for the unit. */
export const OPENS_MONTHS: readonly Role[] = ['leader']
