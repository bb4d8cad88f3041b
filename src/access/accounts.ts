import { createHash, createHmac } from 'node:crypto'
import { APIError, betterAuth } from 'better-auth'
import { hashPassword } from 'better-auth/crypto'
import {
  no,
  problem,
  yes,
  type AccountId,
  type CommandId,
  type Problem,
  type Result,
} from '../kernel/index.ts'
import type { Database } from '../db/index.ts'
import { accountOfSession, accountOfToken } from './actor.sql.ts'
import { askOwnPassword } from './ask-own-password.ts'
import { askPassword } from './ask-password.ts'
import { openAccount, type OpenAccount } from './open-account.ts'
import { runCommand } from './run.ts'
import { COOKIE_PREFIX, sessionCookieName, sessionTokenOf } from './session-cookie.ts'
import { countTry, endSessions, forgetTries, markOpened, standingOf } from './sign-in.sql.ts'
import { isToken, tokenHash } from './token.ts'
import type { Actor, Moment } from './types.ts'

export type AccountsOptions = {
  readonly db: Database
  /** At least 32 random characters, kept for as long as sessions should live. */
  readonly secret: string
  readonly baseUrl: string
  readonly secureCookies: boolean
  /** The world's clock: whether somebody may enter depends on the grants of that day. */
  readonly clock: () => Moment
  /** How long a session lives without signing in again; a working day when not given. */
  readonly sessionHours?: number
}

/** Signs of who asks: what `Request.headers` holds, or a token alone. */
export type Credentials = Headers | { readonly token: string }

export type Accounts = {
  /** Refuses with `access.wrong-password`, `access.too-many-tries`, `access.disabled` or `access.no-grant`. */
  signIn(
    email: string,
    password: string,
    headers: Headers,
  ): Promise<Result<{ account: AccountId; setCookie: string[] }>>
  /** Ends the session and answers the cookies that make the browser forget it. */
  signOut(headers: Headers): Promise<{ setCookie: string[] }>
  /** Who asks, with the grants in force on the day, in one statement; null is nobody. Never inside a transaction. */
  actorOf(
    from: Credentials,
    as: { readonly at: Moment; readonly actingUnit?: string | undefined },
  ): Promise<Actor | null>
  /** An administrator opens an account: intended by a command, made by the accounts library, then marked as made. */
  createAccount(
    at: Moment,
    actor: Actor,
    command: CommandId,
    input: NewAccount,
  ): Promise<Result<{ account: AccountId }>>
  /** An administrator gives a new password; every session of the account ends. */
  setPassword(at: Moment, actor: Actor, command: CommandId, input: SetPassword): Promise<Result<true>>
  /** Changes one's own password; every other session ends, this one gets a new cookie. */
  changePassword(
    at: Moment,
    actor: Actor,
    command: CommandId,
    input: ChangePassword,
    headers: Headers,
  ): Promise<Result<{ setCookie: string[] }>>
}

export type NewAccount = Omit<OpenAccount, 'passwordMark'> & { readonly password: string }
export type SetPassword = { readonly account: AccountId; readonly password: string }
export type ChangePassword = { readonly current: string; readonly next: string }

export const PASSWORD_LENGTH = { min: 10, max: 128 } as const
/** Five wrong passwords in a quarter of an hour, then a pause until a quarter of an hour after the fifth. */
const LIMIT = { tries: 5, minutes: 15 } as const

/**
 * The door of the accounts library: it knows who somebody is, the rest of this room what they may do. Every method
 * uses connections of its own, so none may be called inside a transaction.
 */
export function createAccounts(options: AccountsOptions): Accounts {
  const { db, secret } = options
  const library = libraryOf(options)
  const cookieName = sessionCookieName(options.secureCookies)
  const mark = (password: string) =>
    createHmac('sha256', secret).update(`password:${password}`).digest('base64url')
  const known = async (from: Credentials, at: Moment) => {
    if (!(from instanceof Headers))
      return isToken(from.token) ? accountOfToken(db, tokenHash(from.token), at.today) : null
    const bearer = /^Bearer (.+)$/i.exec(from.get('authorization') ?? '')?.[1]
    if (bearer) return isToken(bearer) ? accountOfToken(db, tokenHash(bearer), at.today) : null
    const session = sessionTokenOf(from.get('cookie'), cookieName, secret)
    return session ? accountOfSession(db, session, at.today) : null
  }
  return {
    signIn: (email, password, headers) =>
      signIn(db, library, { email: email.trim().toLowerCase(), password }, headers, options.clock()),
    signOut: async headers => {
      const done = await library.api.signOut({ headers, returnHeaders: true })
      return { setCookie: done.headers.getSetCookie() }
    },
    actorOf: async (from, as) => {
      const someone = await known(from, as.at)
      const grant = someone?.grants.find(one => one.unit === as.actingUnit) ?? someone?.grants[0]
      if (!someone || !grant) return null
      return { ...someone, unit: grant.unit, unitName: grant.unitName, realm: grant.realm }
    },
    createAccount: async (at, actor, command, { password, ...asked }) => {
      const wrong = passwordProblem(password, 'password')
      if (wrong) return no(wrong)
      const intended = await runCommand(db, at, actor, command, openAccount, {
        ...asked,
        passwordMark: mark(password),
      })
      if (!intended.ok) return intended
      await ensureSignIn(db, library, { ...intended.value, password, replace: false }, at)
      return yes({ account: intended.value.account })
    },
    setPassword: async (at, actor, command, { account, password }) => {
      const wrong = passwordProblem(password, 'password')
      if (wrong) return no(wrong)
      const intended = await runCommand(db, at, actor, command, askPassword, {
        account,
        passwordMark: mark(password),
      })
      if (!intended.ok) return intended
      await ensureSignIn(db, library, { ...intended.value, password, replace: true }, at)
      return yes(true)
    },
    changePassword: async (at, actor, command, input, headers) => {
      const wrong = passwordProblem(input.next, 'next')
      if (wrong) return no(wrong)
      const asked = await runCommand(db, at, actor, command, askOwnPassword, {
        passwordMark: mark(input.next),
      })
      return asked.ok ? changeOwn(db, library, actor, input, headers) : asked
    },
  }
}

type Library = ReturnType<typeof libraryOf>

function libraryOf({ db, secret, baseUrl, secureCookies, sessionHours = 12 }: AccountsOptions) {
  const stamps = { createdAt: 'created_at', updatedAt: 'updated_at' } as const
  return betterAuth({
    appName: 'Chỉ Đỏ',
    baseURL: baseUrl,
    secret,
    telemetry: { enabled: false },
    logger: { level: 'error' },
    // Its transactions would take a second connection, which the embedded database does not have.
    database: { db: db.pool.withSchema('auth'), type: 'postgres', transaction: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    rateLimit: { enabled: false }, // ours counts by account, also when the same guesser comes from many addresses
    session: {
      expiresIn: sessionHours * 3600,
      disableSessionRefresh: true,
      fields: {
        ...stamps,
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        userId: 'user_id',
      },
    },
    user: { fields: { ...stamps, emailVerified: 'email_verified' } },
    account: {
      fields: {
        ...stamps,
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
      },
    },
    verification: { fields: { ...stamps, expiresAt: 'expires_at' } },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: secureCookies,
      // The database makes ids; with its own 'uuid' the library silently replaces ours of version 7.
      database: { generateId: false },
    },
  })
}

async function signIn(
  db: Database,
  library: Library,
  { email, password }: { readonly email: string; readonly password: string },
  headers: Headers,
  at: Moment,
): Promise<Result<{ account: AccountId; setCookie: string[] }>> {
  const key = triesKey(email)
  const tried = await countTry(db, key, LIMIT)
  if (tried.tries > LIMIT.tries) return no(problem('access.too-many-tries', { minutes: tried.waitMinutes }))
  const entered = await orWrong(
    library.api.signInEmail({ body: { email, password }, headers, returnHeaders: true }),
  )
  if (!entered) return no(problem('access.wrong-password', { left: LIMIT.tries - tried.tries }))
  await forgetTries(db, key)
  const account = entered.response.user.id as AccountId
  const standing = await standingOf(db, account, at.today)
  if (!standing || standing.disabled || !standing.granted) {
    await endSessions(db, account)
    return no(problem(standing && !standing.disabled ? 'access.no-grant' : 'access.disabled'))
  }
  return yes({ account, setCookie: entered.headers.getSetCookie() })
}

async function changeOwn(
  db: Database,
  library: Library,
  actor: Actor,
  input: ChangePassword,
  headers: Headers,
): Promise<Result<{ setCookie: string[] }>> {
  // Who finds a browser left open may not guess the password without end either.
  const key = triesKey(actor.account)
  const tried = await countTry(db, key, LIMIT)
  if (tried.tries > LIMIT.tries) return no(problem('access.too-many-tries', { minutes: tried.waitMinutes }))
  const body = { currentPassword: input.current, newPassword: input.next, revokeOtherSessions: true }
  const changed = await orWrong(library.api.changePassword({ body, headers, returnHeaders: true }))
  if (!changed)
    return no(problem('access.wrong-password', { left: LIMIT.tries - tried.tries }, { field: 'current' }))
  await forgetTries(db, key)
  return yes({ setCookie: changed.headers.getSetCookie() })
}

/**
 * Makes the sign-in of an account that a command has written, or completes one that a crash left half made; then
 * marks it as made. Doing it again changes nothing but, where asked, the password.
 */
async function ensureSignIn(
  db: Database,
  library: Library,
  of: {
    readonly account: AccountId
    readonly email: string
    readonly name: string
    readonly password: string
    readonly replace: boolean
  },
  at: Moment,
): Promise<void> {
  const { internalAdapter } = await library.$context
  const user = await internalAdapter.findUserById(of.account)
  if (!user)
    await internalAdapter.createUser(
      { id: of.account, email: of.email, name: of.name, emailVerified: false },
      { method: 'email-password' },
    )
  const credential = await internalAdapter.findCredentialAccount(of.account)
  const password = !credential || of.replace ? await hashPassword(of.password) : null
  if (!credential) {
    await internalAdapter.createAccount({
      userId: of.account,
      providerId: 'credential',
      accountId: of.account,
      password,
    })
  } else if (password) {
    await internalAdapter.updatePassword(of.account, password)
    await endSessions(db, of.account)
    await forgetTries(db, triesKey(of.email))
  }
  await db.own({ now: at.now, asOf: at.today }, tx => markOpened(tx, of.account, at.now))
}

/** What the library refuses because of what a person typed; anything else is a bug and goes on as one. */
async function orWrong<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call
  } catch (error) {
    if (error instanceof APIError && (error.statusCode === 400 || error.statusCode === 401)) return null
    throw error
  }
}

const triesKey = (of: string): Buffer => createHash('sha256').update(`sign-in:${of}`).digest()

/** Refuses a password that is too short or too long; null when it will do. */
export const passwordProblem = (password: string, field: string): Problem | null => {
  const { length } = password
  const fits = length >= PASSWORD_LENGTH.min && length <= PASSWORD_LENGTH.max
  return fits ? null : problem('access.password-length', { ...PASSWORD_LENGTH }, { field })
}
