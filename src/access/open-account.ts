import {
  no,
  problem,
  yes,
  type AccountId,
  type GrantId,
  type PersonId,
  type PlainDate,
  type UnitId,
} from '../kernel/index.ts'
import { administers, insertAccount, insertGrant } from './account.sql.ts'
import { useCase, type Role } from './types.ts'

export type OpenAccount = {
  readonly account: AccountId
  readonly name: string
  readonly email: string
  readonly language: 'vi' | 'en' | 'km'
  readonly person: PersonId | null
  /** An account begins with a grant: without one it could not enter. */
  readonly grant: {
    readonly id: GrantId
    readonly role: Role
    readonly unit: UnitId
    readonly from: PlainDate
    readonly until: PlainDate | null
  }
  /** A keyed digest, so that a command sent again with another password is another command; the password never enters. */
  readonly passwordMark: string
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** Writes the account and its first grant; the sign-in is made afterwards, outside this transaction, and once. */
export const openAccount = useCase<OpenAccount, { account: AccountId; email: string; name: string }>(
  'access.open-account',
  ['admin'],
  async (tx, by, input) => {
    const email = input.email.trim().toLowerCase()
    const name = input.name.trim()
    if (name === '') return no(problem('access.name-missing', undefined, { field: 'name' }))
    if (!EMAIL.test(email)) return no(problem('access.email', undefined, { field: 'email' }))
    const { grant } = input
    if (grant.until !== null && grant.until <= grant.from)
      return no(problem('access.grant-dates', undefined, { field: 'until' }))
    if (!(await administers(tx, grant.unit)))
      return no(problem('access.not-administrator', undefined, { field: 'unit' }))
    const { account, language, person } = input
    const fresh = await insertAccount(tx, {
      account,
      name,
      email,
      language,
      person,
      at: by.now,
      command: by.command,
    })
    if (!fresh) return no(problem('access.email-taken', undefined, { field: 'email' }))
    await insertGrant(tx, { ...grant, account, by: by.actor.account, command: by.command })
    return yes({ account, email, name })
  },
)
