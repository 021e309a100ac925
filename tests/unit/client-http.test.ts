import { expect, it, vi } from 'vitest'
import { get, isReachable } from '../../client/api/http.ts'

const answers = (body: BodyInit, status: number) => vi.stubGlobal('fetch', async () => new Response(body, { status }))

it.each([200, 401, 404, 502, 503, 504])(
  'what somebody in between says with status %i is no word of Kith: it is asked again, and nothing kept is dropped for it',
  async (status) => {
    answers('<h1>No such tunnel</h1>', status)
    expect(await get('me', {})).toEqual({ ok: false, error: { code: 'unavailable', details: {} } })
  },
)

it('what Kith itself says is believed', async () => {
  for (const code of ['not_found', 'unauthenticated'] as const) {
    answers(JSON.stringify({ error: { code, details: { reason: 'me' } } }), 404)
    expect(await get('me', {})).toEqual({ ok: false, error: { code, details: { reason: 'me' } } })
  }
})

it('Kith counts as reached where it answers itself, and can do what it is asked', async () => {
  const ok = JSON.stringify({})
  const refused = (code: string) => JSON.stringify({ error: { code, details: {} } })
  for (const [body, status, isReached] of [
    [ok, 200, true],
    [refused('forbidden'), 403, true],
    [refused('unavailable'), 503, false],
    ['<h1>503 Service Unavailable</h1>', 503, false],
    ['<h1>Sign in to this network</h1>', 200, false],
  ] as const) {
    isReachable.value = !isReached
    answers(body, status)
    await get('me', {})
    expect([body, isReachable.value]).toEqual([body, isReached])
  }
})
