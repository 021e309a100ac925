import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { paths } from '../../client/router.ts'
import { findAddresses } from '../../server/http/addresses.ts'
import { clientAddresses } from '../../server/http/client-address.ts'
import { isClientPath, readNext, safeUrl } from '../../server/http/safe-url.ts'
import { networkOf } from '../../server/live/address-bounds.ts'

const id = '01890000-0000-7000-8000-000000000000'

describe('the addresses of a server', () => {
  test('are the names of this machine alone, unless it is told otherwise', () => {
    const { shown, linkOrigin, isAllowed } = findAddresses({ host: '127.0.0.1', port: 3000, publicOrigin: null })
    expect([shown, linkOrigin]).toEqual([['http://localhost:3000'], 'http://localhost:3000'])
    expect(isAllowed('http://127.0.0.1:3000')).toBe(true)
    for (const origin of ['http://localhost', 'https://localhost:3000', 'http://localhost:3000.evil.example', 'null'])
      expect(isAllowed(origin)).toBe(false)
  })

  test('are all of this machine when everybody in the house may come', () => {
    const { shown, isAllowed } = findAddresses({ host: '0.0.0.0', port: 3000, publicOrigin: null })
    expect(shown[0]).toBe('http://localhost:3000')
    for (const origin of shown) expect(isAllowed(origin)).toBe(true)
    expect(isAllowed('http://203.0.113.1:3000')).toBe(false)
  })

  test('are the public origin and no other where there is one', () => {
    const options = { host: '0.0.0.0', port: 3000, publicOrigin: 'https://kith.example' }
    const { shown, linkOrigin, isAllowed } = findAddresses(options)
    expect([shown, linkOrigin]).toEqual([['https://kith.example'], 'https://kith.example'])
    expect(isAllowed('http://localhost:3000')).toBe(false)
    expect(isAllowed('https://KITH.example')).toBe(false)
  })
})

describe('N55 the address of a client', () => {
  const from = (remoteAddress: string, forwarded?: string) =>
    ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage

  test('is that of its connection, whatever it says of itself', () => {
    expect(clientAddresses([])(from('198.51.100.1', '203.0.113.1'))).toBe('198.51.100.1')
    expect(clientAddresses(['10.0.0.0/8'])(from('198.51.100.1', '203.0.113.1'))).toBe('198.51.100.1')
  })

  test('is the last that a trusted proxy has not, behind one or several', () => {
    const addressOf = clientAddresses(['10.0.0.0/8', 'fd00::/8'])
    expect(addressOf(from('10.1.1.1', '203.0.113.9, 198.51.100.1'))).toBe('198.51.100.1')
    expect(addressOf(from('fd00::1', '203.0.113.9, 198.51.100.1, 10.2.2.2'))).toBe('198.51.100.1')
    expect(addressOf(from('10.1.1.1', 'nonsense'))).toBe('10.1.1.1')
    expect(addressOf(from('10.1.1.1'))).toBe('10.1.1.1')
  })

  test('counts as one household: a whole /64 of IPv6', () => {
    expect(networkOf('203.0.113.9')).toBe('203.0.113.9')
    expect(networkOf('::ffff:203.0.113.9')).toBe('203.0.113.9')
    expect(networkOf('2001:db8:0:1:aaaa::1')).toBe(networkOf('2001:0db8:0000:0001:ffff:1:2:3'))
    expect(networkOf('2001:db8:0:2::1')).not.toBe(networkOf('2001:db8:0:1::1'))
    expect(networkOf('::1')).toBe('0:0:0:0')
  })
})

describe('an address in the log', () => {
  test('holds neither codes nor queries', () => {
    expect(safeUrl('/sign-in/abc-DEF_123?next=/settings')).toBe('/sign-in/…')
    expect(safeUrl('/api/me?token=secret')).toBe('/api/me')
  })
})

describe('where somebody goes after signing in', () => {
  test('every screen of the client can be opened by its address', () => {
    const { recap, signIn, ...screens } = paths
    const addresses = Object.values(screens).map((pathTo) => new URL(pathTo(id, id), 'http://kith.example'))
    expect(addresses.filter(({ pathname }) => !isClientPath(pathname))).toEqual([])
    expect([recap(id), signIn()].filter(isClientPath)).toEqual([])
  })

  test('is a screen of Kith or a recap, and nothing else', () => {
    for (const next of ['/', '/settings', `/c/${id}`, `/c/${id}/r/${id}#m-12`, `/recaps/${id}`])
      expect(readNext(next)).toBe(next)
    for (const next of [
      '//evil.example',
      'https://evil.example',
      '/\\evil',
      '/api/me',
      `/c/${id}/x`,
      '/#javascript:',
      ['/'],
    ])
      expect(readNext(next)).toBeNull()
    expect(isClientPath('/c/../etc')).toBe(false)
  })
})
