import { expect, it, vi } from 'vitest'
import { get } from '../../client/api/http.ts'

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
