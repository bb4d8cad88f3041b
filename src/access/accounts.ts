import { createHmac } from 'node:crypto'
import { isIP } from 'node:net'
import { APIError, betterAuth } from 'better-auth'
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { no, problem, yes, type AccountId, type CommandId, type Problem, type Result } from '../kernel/index.ts'
import type { Database } from '../db/index.ts'
import { accountOfSession, accountOfToken } from './actor.sql.ts'
import { askOwnPassword } from './ask-own-password.ts'
import { askPassword } from './ask-password.ts'
import { BUSY, createGate, type Gate, type GateSize } from './gate.ts'
import { givePassword, isPasswordAsked } from './give-password.sql.ts'
import { openAccount, type OpenAccount } from './open-account.ts'
import { runCommand, settingsOf } from './run.ts'
import { COOKIE_PREFIX, sessionCookieName, sessionTokenOf } from './session-cookie.ts'
import { createTries, type Tries } from './sign-in-limits.ts'
import { endSessions, passwordHashOf, standingOf } from './sign-in.sql.ts'
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
  /** How many passwords may be checked at once and how many more may wait; set by tests. */
  readonly gate?: GateSize
}

/** Signs of who asks: what `Request.headers` holds, or a token alone. */
export type Credentials = Headers | { readonly token: string }

export type Accounts = {
  /**
   * Refuses with `access.wrong-password`, `access.too-many-tries`, `access.disabled`, `access.no-grant` or
   * `access.busy`. `client` is the network address that the door knows (`clientFrom`): with it a stranger elsewhere
   * cannot shut anybody out by wrong passwords. Addresses in `headers` are never believed.
   */
  signIn(
    email: string,
    password: string,
    headers: Headers,
    client?: string,
  ): Promise<Result<{ account: AccountId; setCookie: string[] }>>
  /** Ends the session and answers the cookies that make the browser forget it. */
  signOut(headers: Headers): Promise<{ setCookie: string[] }>
  /** Who asks, with the grants in force on the day, in one statement; null is nobody. Never inside a transaction. */
  actorOf(
    from: Credentials,
    as: { readonly at: Moment; readonly actingUnit?: string | undefined },
  ): Promise<Actor | null>
  /** An administrator opens an account: intended by a command, then made and marked as made, once. */
  createAccount(
    at: Moment,
    actor: Actor,
    command: CommandId,
    input: NewAccount,
  ): Promise<Result<{ account: AccountId }>>
  /**
   * An administrator gives a new password; every session and token of the account ends. Sent again, the same command
   * gives it only where a stop came between asking and giving.
   */
  setPassword(at: Moment, actor: Actor, command: CommandId, input: SetPassword): Promise<Result<true>>
  /** Changes one's own password; every token and every other session ends, this one gets a new cookie. */
  changePassword(
    at: Moment,
    actor: Actor,
    command: CommandId,
    input: ChangePassword,
    headers: Headers,
    client?: string,
  ): Promise<Result<{ setCookie: string[] }>>
}

export type NewAccount = Omit<OpenAccount, 'passwordMark'> & { readonly password: string }
export type SetPassword = { readonly account: AccountId; readonly password: string }
export type ChangePassword = { readonly current: string; readonly next: string }

export const PASSWORD_LENGTH = { min: 10, max: 128 } as const
/** Two processors at most, and nobody waits longer than a few seconds; half of the places for one client at most. */
const GATE: GateSize = { atOnce: 2, waiting: 60, perClient: 31 }

/**
 * The door of the accounts library: it knows who somebody is, the rest of this room what they may do. Every method
 * uses connections of its own, so none may be called inside a transaction.
 */
export function createAccounts(options: AccountsOptions): Accounts {
  const { db, secret } = options
  const library = libraryOf(options)
  const house: House = { db, library, gate: createGate(options.gate ?? GATE), tries: createTries(db, secret) }
  const cookieName = sessionCookieName(options.secureCookies)
  const mark = (password: string) => createHmac('sha256', secret).update(`password:${password}`).digest('base64url')
  const known = async (from: Credentials, at: Moment) => {
    if (!(from instanceof Headers))
      return isToken(from.token) ? accountOfToken(db, tokenHash(from.token), at.today) : null
    const bearer = /^Bearer (.+)$/i.exec(from.get('authorization') ?? '')?.[1]
    if (bearer) return isToken(bearer) ? accountOfToken(db, tokenHash(bearer), at.today) : null
    const session = sessionTokenOf(from.get('cookie'), cookieName, secret)
    return session ? accountOfSession(db, session, at.today) : null
  }
  return {
    signIn: (email, password, headers, client) =>
      signIn(house, { email: email.trim().toLowerCase(), password, headers, client }, options.clock()),
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
      const passwordMark = mark(password)
      const intended = await runCommand(db, at, actor, command, openAccount, { ...asked, passwordMark })
      if (!intended.ok) return intended
      const given = await give(house, { at, actor, command }, { ...intended.value, password })
      return given.ok ? yes({ account: intended.value.account }) : given
    },
    setPassword: async (at, actor, command, { account, password }) => {
      const wrong = passwordProblem(password, 'password')
      if (wrong) return no(wrong)
      const passwordMark = mark(password)
      const intended = await runCommand(db, at, actor, command, askPassword, { account, passwordMark })
      return intended.ok ? give(house, { at, actor, command }, { ...intended.value, password }) : intended
    },
    changePassword: (at, actor, command, input, headers, client) => {
      const intend = () => runCommand(db, at, actor, command, askOwnPassword, { passwordMark: mark(input.next) })
      return changeOwn(house, actor, input, headers, client, intend)
    },
  }
}

/** What the methods share. */
type House = { readonly db: Database; readonly library: Library; readonly gate: Gate; readonly tries: Tries }
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
      // Its own default believes a header that anybody may send.
      ipAddress: { ipAddressHeaders: [CLIENT_HEADER] },
    },
  })
}

/** Carries the address that the door knows to the accounts library, which reads headers only. */
const CLIENT_HEADER = 'x-chido-client'

/** What the library keeps with a session: the browser's name and the address, both for the person to recognise. */
function sessionHeaders(headers: Headers, client: string | undefined): Headers {
  const address = client?.replace(/\/64$/, '') ?? ''
  const kept = new Headers()
  const agent = headers.get('user-agent')
  if (agent) kept.set('user-agent', agent.slice(0, 500))
  if (isIP(address) > 0) kept.set(CLIENT_HEADER, address)
  return kept
}

type SignIn = {
  readonly email: string
  readonly password: string
  readonly headers: Headers
  readonly client: string | undefined
}

async function signIn(
  { db, library, gate, tries }: House,
  { email, password, headers, client }: SignIn,
  at: Moment,
): Promise<Result<{ account: AccountId; setCookie: string[] }>> {
  if (gate.isFull(client)) return no(busy)
  const tried = await tries.signIn(email, client)
  if ('waitMinutes' in tried) return no(problem('access.too-many-tries', { minutes: tried.waitMinutes }))
  // For an address that nobody has the library makes a hash as slow as a check, so that time tells nothing.
  const body = { email, password }
  const entered = await gate.run(client, () =>
    orWrong(library.api.signInEmail({ body, headers: sessionHeaders(headers, client), returnHeaders: true })),
  )
  if (entered === BUSY) {
    await tried.takenBack()
    return no(busy)
  }
  if (!entered) return no(problem('access.wrong-password', { left: tried.left }))
  await tried.entered()
  const account = entered.response.user.id as AccountId
  const standing = await standingOf(db, account, at.today)
  if (!standing || standing.disabled || !standing.granted) {
    await endSessions(db, account)
    return no(problem(standing && !standing.disabled ? 'access.no-grant' : 'access.disabled'))
  }
  return yes({ account, setCookie: entered.headers.getSetCookie() })
}

/**
 * The present password is looked at before the command is run: what is refused must leave no command behind, and
 * what the command ends (tokens) must not end because somebody guessed wrong.
 */
async function changeOwn(
  { db, library, gate, tries }: House,
  actor: Actor,
  { current, next }: ChangePassword,
  headers: Headers,
  client: string | undefined,
  intend: () => Promise<Result<true>>,
): Promise<Result<{ setCookie: string[] }>> {
  const wrong = passwordProblem(next, 'next')
  if (wrong) return no(wrong)
  if (gate.isFull(client)) return no(busy)
  // Who finds a browser left open may not guess the password without end either.
  const tried = await tries.ownPassword(actor.account)
  if ('waitMinutes' in tried) return no(problem('access.too-many-tries', { minutes: tried.waitMinutes }))
  const changed = await gate.run(client, async (): Promise<Result<{ setCookie: string[] }>> => {
    const refused = problem('access.wrong-password', { left: tried.left }, { field: 'current' })
    const hash = await passwordHashOf(db, actor.account)
    if (!hash || !(await verifyPassword({ hash, password: current }))) return no(refused)
    const intended = await intend()
    if (!intended.ok) return intended
    const kept = sessionHeaders(headers, client)
    const cookie = headers.get('cookie')
    if (cookie) kept.set('cookie', cookie)
    const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true }
    const done = await orWrong(library.api.changePassword({ body, headers: kept, returnHeaders: true }))
    return done ? yes({ setCookie: done.headers.getSetCookie() }) : no(refused)
  })
  if (changed === BUSY) {
    await tried.takenBack()
    return no(busy)
  }
  if (changed.ok) await tried.entered()
  else if (changed.problem.kind !== 'access.wrong-password') await tried.takenBack()
  return changed
}

/**
 * Gives the password that a command has asked for. A command sent again finds nothing asked any more and acts no
 * second time: its stored outcome says what was decided then, not what the actor may do now.
 */
async function give(
  { db, gate, tries }: House,
  by: { readonly at: Moment; readonly actor: Actor; readonly command: CommandId },
  of: { readonly account: AccountId; readonly email: string; readonly password: string },
): Promise<Result<true>> {
  const { at, actor, command } = by
  if (!(await isPasswordAsked(db, of.account, command))) return yes(true)
  const hash = await gate.run(undefined, () => hashPassword(of.password))
  if (hash === BUSY) return no(busy)
  const what = { account: of.account, command, hash, tries: tries.keyOf(of.email), now: at.now }
  const given = await db.own(settingsOf(actor, at, command), tx => givePassword(tx, what))
  return given === 'out-of-reach' ? no(problem('access.not-administrator')) : yes(true)
}

const busy = problem('access.busy')

/** What the library refuses because of what a person typed; anything else is a bug and goes on as one. */
async function orWrong<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call
  } catch (error) {
    if (error instanceof APIError && (error.statusCode === 400 || error.statusCode === 401)) return null
    throw error
  }
}

/** Refuses a password that is too short or too long; null when it will do. */
export const passwordProblem = (password: string, field: string): Problem | null => {
  const { length } = password
  const fits = length >= PASSWORD_LENGTH.min && length <= PASSWORD_LENGTH.max
  return fits ? null : problem('access.password-length', { ...PASSWORD_LENGTH }, { field })
}
