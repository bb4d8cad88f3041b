import { yes } from '../kernel/index.ts'
import { ROLES, useCase } from './types.ts'

/** The intent to change one's own password; what comes of it is the accounts library's to say. */
export const askOwnPassword = useCase<{ readonly passwordMark: string }, true>(
  'access.change-password',
  ROLES,
  async () => yes(true),
)
