import type { FastifyRequest } from 'fastify'
import { describe, expect, test } from 'vitest'
import { newSecret, newTypedCode } from '../../server/auth/codes.ts'
import { createLimits, type Limits } from '../../server/http/limits.ts'
import { createLog } from '../../server/http/log.ts'
import { boundAddresses } from '../../server/http/per-address.ts'
import { createHttpServer } from '../../server/http/server.ts'
import { createNodeCounter } from '../../server/live/rate-limiter.ts'
import { DomainError } from '../../shared/errors.ts'

const from = (i: number) => ({ ip: `198.51.${100 + (i >> 8)}.${i & 255}` }) as FastifyRequest

describe('N67 guesses at an invite from a thousand addresses', () => {
  test('reach the invites a few thousand times at most, and whoever holds the code comes in at the first try', async () => {
    const limits = createLimits(createNodeCounter(() => {}))
    const own = newSecret(128)
    let looked = 0
    const use = (code: string) => async () => {
      looked++
      if (code !== own) throw new DomainError('not_found', { reason: 'invite_unknown' })
      return 'welcome'
    }
    const outcomes = new Map<string, number>()
    for (let i = 0; i < 50_000; i++) {
      const code = newSecret(128)
      const outcome = await limits.tryCode(from(i % 1_000), code, use(code)).catch((error: DomainError) => error.code)
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      if (i % 5_000 === 0) expect(await limits.tryCode(from(2_000 + i / 5_000), own, use(own))).toBe('welcome')
    }
    expect([...outcomes.keys()].sort()).toEqual(['not_found', 'too_many'])
    expect(looked).toBeLessThan(7_000)
    expect(looked).toBeGreaterThan(1_000)
  })

  test('a code that is right costs nothing, however often it is shown', async () => {
    const limits = createLimits(createNodeCounter(() => {}))
    for (let i = 0; i < 3_000; i++) await limits.tryCode(from(1), newSecret(128), async () => {})
    expect(await limits.tryCode(from(1), newSecret(128), async () => 'welcome')).toBe('welcome')
  })
})

describe('N11 ten thousand guesses from fifty addresses', () => {
  test('at a link are stopped after sixty each, all answered alike, and its owner comes in', async () => {
    const limits = createLimits(createNodeCounter(() => {}))
    const own = newSecret(128)
    const { answers, looked } = await guess(limits, () => newSecret(128), own)
    expect(answers).toEqual(['not_found', 'too_many'])
    expect(looked).toBeLessThanOrEqual(50 * 60)
    expect(await limits.tryCode(from(51), own, async () => 'welcome')).toBe('welcome')
  })

  test('at a code that is typed look two hundred times in all, whatever they know', async () => {
    const limits = createLimits(createNodeCounter(() => {}))
    const { answers, looked } = await guess(limits, newTypedCode, newTypedCode())
    expect(answers).toEqual(['not_found', 'too_many'])
    expect(looked).toBeLessThanOrEqual(200)
  })

  async function guess(limits: Limits, make: () => string, own: string) {
    const answers = new Set<string>()
    let looked = 0
    const look = (code: string) => async () => {
      looked++
      if (code !== own) throw new DomainError('not_found', { reason: 'link' })
      return 'welcome'
    }
    for (let i = 0; i < 10_000; i++) {
      const code = make()
      answers.add(await limits.tryCode(from(i % 50), code, look(code)).catch((error: DomainError) => error.code))
    }
    return { answers: [...answers].toSorted(), looked }
  }
})

describe('N38 whoever asks from one address', () => {
  test('is told to wait together with everybody there, signed in or not, and nobody elsewhere is', async () => {
    const app = await bounded(() => {})
    app.get('/api/me', async () => ({}))
    app.get('/recaps', async () => ({}))
    const ask = async (remoteAddress: string, url = '/api/me') => (await app.inject({ url, remoteAddress })).statusCode
    const street = ['2001:db8:0:7::1', '2001:db8:0:7::2', '2001:db8:0:7:ffff::3', '2001:db8:0:7::4']
    const codes = []
    for (const address of street) codes.push(await ask(address))
    expect(codes).toEqual([200, 200, 200, 429])
    expect(await ask('2001:db8:0:8::1')).toBe(200)
    expect(await ask(street[0]!, '/recaps')).toBe(200)
    // A proxy on this machine that nobody declared brings everybody from here.
    for (let i = 0; i < 5; i++) expect(await ask('127.0.0.1')).toBe(200)
    await app.close()
  })

  test('and has hung up before anybody looked shares one budget with all who did', async () => {
    const app = await bounded((request) => Object.defineProperty(request, 'ip', { value: undefined }))
    app.get('/api/me', async () => ({}))
    const codes = []
    for (let i = 0; i < 4; i++) codes.push((await app.inject({ url: '/api/me' })).statusCode)
    expect(codes).toEqual([200, 200, 200, 429])
    await app.close()
  })
})

/** A server on which three requests a minute from one address are enough; `first` meets each of them before it is counted. */
async function bounded(first: (request: FastifyRequest) => void) {
  const log = createLog({ level: 'silent', nodeId: 'test' })
  const options = { log, trustProxy: [], isSecure: true, isAllowedOrigin: () => true, styles: { href: null } }
  const app = await createHttpServer(options)
  app.addHook('onRequest', async (request) => first(request))
  const budget = { times: 3, withinMs: 60_000 }
  boundAddresses(
    app,
    createNodeCounter(() => {}),
    budget,
  )
  return app
}
