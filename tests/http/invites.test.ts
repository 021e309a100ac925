import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import { routes } from '../../shared/routes.ts'
import { reasonFor, sampleCircle } from '../../server/dev/cast.ts'
import type { Browser } from '../support/browser.ts'
import { openHouse, run } from '../support/house.ts'

const house = await openHouse()
const dayMs = 86_400_000
let ada: Browser
let circleId: string
beforeAll(async () => {
  ada = await house.person('Ada')
  ;({ circleId } = await house.circle())
})

const accept = (browser: Browser, code: string, name: string, commandId = newId()) =>
  browser.post('/api/invites/accept', { commandId, code, name })

describe('an invite', () => {
  test('says what the circle is for and who invites, before anybody accepts', async () => {
    const code = await house.inviteCode(circleId, 'Ben')
    const { json } = await house.visitor().post('/api/invites/look', { code })
    expect(routes['invite:look'].reply.parse(json)).toEqual(json)
    expect(json).toMatchObject({ addressee: 'Ben', reason: reasonFor('Ben'), inviterName: 'Ada', signedInAs: null })
    const seen = await ada.post('/api/invites/look', { code })
    expect(seen.json).toMatchObject({ signedInAs: 'Ada' })
  })

  test('signs a newcomer in, once', async () => {
    const code = await house.inviteCode(circleId, 'Chloe')
    const chloe = house.visitor()
    const { json } = await accept(chloe, code, 'Chloe')
    expect(json).toMatchObject({ circleId, place: null })
    expect((await chloe.get('/api/me')).json).toMatchObject({ name: 'Chloe', circles: [{ circleId, role: 'member' }] })
    expect((await accept(house.visitor(), code, 'Mallory')).code).toBe('not_found')
    expect((await house.visitor().post('/api/invites/look', { code })).code).toBe('not_found')
  })

  test('INV-3 whose answer was lost makes the same person when the command is repeated', async () => {
    const code = await house.inviteCode(circleId, 'Finn')
    const commandId = newId()
    const first = await accept(house.visitor(), code, 'Finn', commandId)
    const finn = house.visitor()
    const again = await accept(finn, code, 'Finn', commandId)
    expect(again.json).toEqual(first.json)
    expect((await finn.get('/api/me')).json).toMatchObject({ name: 'Finn' })
  })

  test('is accepted as who is signed in already', async () => {
    const other = await run(ada, 'circle:open', { facts: { ...sampleCircle, name: 'Second circle' } })
    const code = await house.inviteCode(other.circleId, 'Chloe')
    const chloe = house.visitor()
    await accept(chloe, await house.inviteCode(circleId, 'Grace'), 'Grace')
    const before = chloe.cookie
    await accept(chloe, code, 'Gracie')
    expect(chloe.cookie).toBe(before)
    expect((await chloe.get('/api/me')).json).toMatchObject({ circles: [{ circleId }, { circleId: other.circleId }] })
  })

  test('N23 gives the role of a member, whatever is asked for', async () => {
    const code = await house.inviteCode(circleId, 'Hugo')
    const body = { commandId: newId(), code, name: 'Hugo', role: 'steward' }
    expect((await house.visitor().post('/api/invites/accept', body)).code).toBe('invalid')
    const other = { commandId: newId(), code, name: 'Hugo', circleId: newId() }
    expect((await house.visitor().post('/api/invites/accept', other)).code).toBe('invalid')
    const hugo = house.visitor()
    await accept(hugo, code, 'Hugo')
    expect((await hugo.get('/api/me')).json).toMatchObject({ circles: [{ role: 'member' }] })
  })

  test('N23 that was revoked or whose time is over lets nobody in', async () => {
    const { inviteId, link } = await run(ada, 'invite:create', { circleId, addressee: 'Eve', reason: reasonFor('Eve') })
    await run(ada, 'invite:revoke', { circleId, inviteId })
    expect((await accept(house.visitor(), new URL(link).hash.slice(1), 'Eve')).code).toBe('not_found')

    const code = await house.inviteCode(circleId, 'Iris')
    await house.moveTime(14 * dayMs + 1_000)
    expect((await accept(house.visitor(), code, 'Iris')).code).toBe('not_found')
    await house.moveTime(0)
    expect((await accept(house.visitor(), code, 'Iris')).status).toBe(200)
  })

  test('is found by its code alone: its id opens nothing, and the code is in no row', async () => {
    const { inviteId, link } = await run(ada, 'invite:create', {
      circleId,
      addressee: 'Kira',
      reason: reasonFor('Kira'),
    })
    const code = new URL(link).hash.slice(1)
    expect(code).toMatch(/^[\w-]{22}$/)
    expect((await accept(house.visitor(), inviteId, 'Kira')).code).toBe('not_found')
    const rows = await house.app.database
      .sql`select i::text as row from invites i union all select c::text from commands c`
    expect(rows.map(({ row }) => String(row)).join()).not.toContain(code)
  })

  test('into a full circle keeps a place in line', async () => {
    const small = await run(ada, 'circle:open', { facts: { ...sampleCircle, name: 'Small', capacity: 3 } })
    const answers = []
    for (const name of ['Liam', 'Mona', 'Noor', 'Otto']) {
      answers.push((await accept(house.visitor(), await house.inviteCode(small.circleId, name), name)).json)
    }
    expect(answers).toMatchObject([{ place: null }, { place: null }, { place: 1 }, { place: 2 }])
  })
})
