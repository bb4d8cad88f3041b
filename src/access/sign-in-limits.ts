import { createHmac } from 'node:crypto'
import type { Database } from '../db/index.ts'
import { countTry, markEntered, uncountTry, type TryKey, type TryLimit } from './sign-in.sql.ts'

/** Five wrong passwords for an account from one address, then a pause until a quarter of an hour after the fifth. */
export const PAIR_LIMIT: TryLimit = { tries: 5, minutes: 15, since: 'last' }
/** From all addresses together: who guesses from many. Where the account itself entered before, this does not count. */
export const ACCOUNT_LIMIT: TryLimit = { tries: 50, minutes: 15, since: 'first' }
/** For all accounts together: who tries one password at many. A whole office may stand behind one address. */
export const CLIENT_LIMIT: TryLimit = { tries: 60, minutes: 15, since: 'first' }

/** A try that was let in, and what to do once it is known how it went. A wrong password stays counted. */
export type Try = {
  /** How many are left from this address. */
  readonly left: number
  /** The right password. */
  readonly entered: () => Promise<void>
  /** The password was not looked at. */
  readonly takenBack: () => Promise<void>
}

export type Tries = {
  /** The digest under which tries for an address are kept. */
  readonly keyOf: (email: string) => Buffer
  /** Counts a sign-in, or answers for how long to wait. */
  readonly signIn: (email: string, client: string | undefined) => Promise<Try | { readonly waitMinutes: number }>
  /** Counts a check of one's own password by somebody who is signed in already. */
  readonly ownPassword: (account: string) => Promise<Try | { readonly waitMinutes: number }>
}

/**
 * Counts wrong passwords so that guessing is slow from wherever it comes, and so that a stranger who types somebody's
 * address wrong on purpose shuts out only those who knock from the stranger's own address.
 */
export function createTries(db: Database, secret: string): Tries {
  const digest = (of: string) => createHmac('sha256', secret).update(`sign-in:${of}`).digest()
  const everybody = digest('everybody')
  const everywhere = digest('everywhere')
  const keyOf = (email: string) => digest(`account:${email}`)

  /** Counts against each limit in turn; what goes over one is not counted by those before it. */
  const countAll = async (
    counted: TryKey[],
    more: readonly (readonly [TryKey, TryLimit])[],
  ): Promise<number | null> => {
    for (const [key, limit] of more) {
      const one = await countTry(db, key, limit)
      if (one.tries > limit.tries) {
        for (const earlier of counted) await uncountTry(db, earlier)
        return one.waitMinutes
      }
      counted.push(key)
    }
    return null
  }
  const begin = async (pair: TryKey, ceilings: readonly (readonly [TryKey, TryLimit])[]) => {
    const tried = await countTry(db, pair, PAIR_LIMIT)
    if (tried.tries > PAIR_LIMIT.tries) return { waitMinutes: tried.waitMinutes }
    const counted = [pair]
    const waitMinutes = tried.entered ? null : await countAll(counted, ceilings)
    if (waitMinutes !== null) return { waitMinutes }
    const takeBack = async (keys: readonly TryKey[]) => {
      for (const key of keys) await uncountTry(db, key)
    }
    return {
      left: PAIR_LIMIT.tries - tried.tries,
      entered: async () => {
        await markEntered(db, pair)
        await takeBack(counted.slice(1))
      },
      takenBack: () => takeBack(counted),
    }
  }
  return {
    keyOf,
    signIn: (email, client) => {
      const who = keyOf(email)
      const from = client === undefined ? digest('unknown') : digest(`client:${client}`)
      // Without an address to tell clients apart, the account's own limit is all there is.
      const ceilings =
        client === undefined
          ? []
          : ([
              [{ who, client: everywhere }, ACCOUNT_LIMIT],
              [{ who: everybody, client: from }, CLIENT_LIMIT],
            ] as const)
      return begin({ who, client: from }, ceilings)
    },
    ownPassword: account => begin({ who: digest(`own:${account}`), client: everywhere }, []),
  }
}
