import { isIP } from 'node:net'

/**
 * The network address for which wrong passwords are counted, or undefined when there is none. Behind a proxy the
 * socket knows only the proxy; `proxies` says how many in a row are ours, each of which writes at the end of
 * `X-Forwarded-For` who knocked at it. What stands before those entries anybody may have written.
 */
export function clientFrom(of: {
  readonly socket: string | undefined
  readonly forwarded: string | null | undefined
  readonly proxies: number
}): string | undefined {
  if (of.proxies <= 0) return normal(of.socket)
  const named = (of.forwarded ?? '').split(',').at(-of.proxies)
  return normal(named) ?? normal(of.socket)
}

/** IPv4 written as IPv6 is IPv4; of IPv6 the network counts, because one subscriber has all addresses of a /64. */
function normal(text: string | undefined): string | undefined {
  const address =
    text
      ?.trim()
      .replace(/%.*$/, '')
      .replace(/^::ffff:(?=\d+\.)/i, '')
      .toLowerCase() ?? ''
  const kind = isIP(address)
  if (kind === 0) return undefined
  if (kind === 4) return address
  const [before = '', after] = address.split('::')
  const head = before === '' ? [] : before.split(':')
  const tail = after === undefined || after === '' ? [] : after.split(':')
  const middle =
    after === undefined ? [] : Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0')
  const groups = [...head, ...middle, ...tail].slice(0, 4).map(group => parseInt(group, 16).toString(16))
  return `${groups.join(':')}::/64`
}
