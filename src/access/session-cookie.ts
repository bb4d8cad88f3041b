import { createHmac, timingSafeEqual } from 'node:crypto'

/** The accounts library puts this before the names of its cookies. */
export const COOKIE_PREFIX = 'chido'

/** The name under which the accounts library keeps the session; browsers hold `__Secure-` to encrypted connections. */
export const sessionCookieName = (secure: boolean): string =>
  `${secure ? '__Secure-' : ''}${COOKIE_PREFIX}.session_token`

/**
 * The session token in a Cookie header, or null when there is none or its signature is not ours. The accounts
 * library signs as `token.base64(hmac-sha256(secret, token))`; checking it here, in constant time, saves the
 * queries that its own session lookup makes on every page.
 */
export function sessionTokenOf(cookieHeader: string | null, name: string, secret: string): string | null {
  for (const pair of cookieHeader?.split(';') ?? []) {
    const equals = pair.indexOf('=')
    if (equals < 0 || pair.slice(0, equals).trim() !== name) continue
    const value = decoded(pair.slice(equals + 1).trim())
    const dot = value?.lastIndexOf('.') ?? -1
    if (!value || dot < 1) return null
    const token = value.slice(0, dot)
    const given = Buffer.from(value.slice(dot + 1), 'base64')
    const right = createHmac('sha256', secret).update(token).digest()
    return given.length === right.length && timingSafeEqual(given, right) ? token : null
  }
  return null
}

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    return null // a broken escape is a broken cookie, which anybody may send
  }
}
