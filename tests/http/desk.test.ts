import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDesk, type Desk } from '../../server/cli/desk.ts'
import { reachDesk, serveDesk } from '../../server/cli/desk-socket.ts'
import { reasonFor, sampleCircle } from '../../server/dev/cast.ts'
import { createOperatorStore } from '../../server/storage/operator-store.ts'
import { newId } from '../../shared/new-id.ts'
import type { Browser } from '../support/browser.ts'
import { openHouse, run } from '../support/house.ts'

const house = await openHouse()
const folder = mkdtempSync(join(tmpdir(), 'kith-'))
const path = join(folder, 'kith.sock')
const { ports, database, door } = house.app
const { signIns, linkOf } = door
const noFiles = () => Promise.reject(new Error('nobody writes files here'))
const files = { backUp: noFiles, writeLedger: noFiles }
const closeDesk = await serveDesk(
  createDesk({ ports, store: createOperatorStore(database), signIns, linkOf, files }),
  folder,
)
afterAll(async () => {
  await closeDesk()
  rmSync(folder, { recursive: true })
})

const desk: Desk = reachDesk(folder)
let ada: Browser
let circleId: string
beforeAll(async () => {
  ada = await house.person('Ada')
  ;({ circleId } = await house.circle(['Ben']))
})

describe('whoever runs the machine', () => {
  test('makes a link for somebody by name or by id, while Kith runs', async () => {
    const { memberId } = (await ada.get('/api/me')).json as { memberId: string }
    for (const member of ['ada', memberId]) {
      const { link, name } = await desk.signInLink({ member })
      expect(name).toBe('Ada')
      const browser = house.visitor()
      expect((await browser.submit(new URL(link).pathname, {})).status).toBe(303)
      expect((await browser.get('/api/me')).json).toMatchObject({ memberId })
    }
  })

  test('invites in the name of the steward', async () => {
    const input = { circle: sampleCircle.name.toUpperCase(), for: 'Chloe', reason: reasonFor('Chloe') }
    const { link, inviterName } = await desk.invite(input)
    expect(inviterName).toBe('Ada')
    const code = new URL(link).hash.slice(1)
    const chloe = house.visitor()
    const { json } = await chloe.post('/api/invites/accept', { commandId: newId(), code, name: 'Chloe' })
    expect(json).toMatchObject({ circleId })
  })

  test('is told in a sentence what is missing or not clear', async () => {
    await expect(desk.signInLink({ member: 'Nobody' })).rejects.toThrow('Nobody here is called Nobody')
    const input = { circle: sampleCircle.name, for: 'Dev', reason: 'too short' }
    await expect(desk.invite(input)).rejects.toThrow(/^reason: /)
    await expect(desk.invite({ ...input, circle: 'Elsewhere' })).rejects.toThrow('No circle here is called Elsewhere')
    // Nobody belongs to two circles of one name; whoever runs the machine sees both.
    const other = await run(ada, 'circle:open', { facts: { ...sampleCircle, name: 'Elsewhere' } })
    const dev = await house.person('Dev', await house.inviteCode(other.circleId, 'Dev'))
    await run(dev, 'circle:open', { facts: sampleCircle })
    await expect(desk.invite(input)).rejects.toThrow(`Several are called ${sampleCircle.name}; give one of these`)
  })

  test('is the only one who may speak there', () => {
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })
})
