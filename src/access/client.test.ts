import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientFrom } from './client.ts'

const from = (socket: string | undefined, forwarded?: string, proxies = 0) => clientFrom({ socket, forwarded, proxies })

test('without a trusted proxy the socket alone says who knocks', () => {
  assert.equal(from('203.0.113.7', '192.0.2.1'), '203.0.113.7')
  assert.equal(from('::ffff:203.0.113.7'), '203.0.113.7')
  assert.equal(from(undefined, '192.0.2.1'), undefined)
})

test('behind trusted proxies the entry counts that the outermost of them wrote', () => {
  assert.equal(from('127.0.0.1', '192.0.2.1, 203.0.113.7', 1), '203.0.113.7', 'what stands before may be invented')
  assert.equal(from('127.0.0.1', '192.0.2.1, 203.0.113.7, 10.0.0.1', 2), '203.0.113.7')
  assert.equal(from('127.0.0.1', '', 1), '127.0.0.1')
  assert.equal(from('127.0.0.1', 'không phải địa chỉ', 1), '127.0.0.1')
  assert.equal(from('127.0.0.1', '203.0.113.7', 2), '127.0.0.1')
})

test('of IPv6 the network counts, in one spelling', () => {
  assert.equal(from('2001:DB8:0:1:aaaa::1'), '2001:db8:0:1::/64')
  assert.equal(from('2001:db8:0:1:bbbb:0:0:2'), '2001:db8:0:1::/64')
  assert.equal(from('2001:db8::1'), '2001:db8:0:0::/64')
  assert.equal(from('fe80::1%eth0'), 'fe80:0:0:0::/64')
  assert.equal(from('::1'), '0:0:0:0::/64')
})
