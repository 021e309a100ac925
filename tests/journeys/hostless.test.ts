import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { cast, company, reasonFor } from '../../server/dev/cast.ts'
import { openDoor } from '../../server/dev/member/door.ts'
import { comeIn, type ScriptedMember } from '../../server/dev/member/scripted-member.ts'
import { movableClock } from '../support/movable-clock.ts'
import { asOwner, button, composer, dialog, heading, invite, join, openCircle, openTable, sitDown } from './screens.ts'
import { setStage } from './stage.ts'

// Fourteen at one table: ada prepares and goes, ben stays with a browser, the others are on the public socket.
const onSockets = [cast.chloe, ...company, 'Pia']
const clock = await movableClock()
const stage = await setStage(clock.env)
const members: ScriptedMember[] = []
let ada: Page
let ben: Page
let tableId = ''

const form = () => dialog(ada, 'Open breakouts')
const inBreakouts = () =>
  members.filter((member) => member.place() && member.room(member.place()!).kind === 'breakout').length
const ourCard = (page: Page) => page.getByRole('complementary', { name: 'Our card' })

/** Keeps what is composed on the screen under a name, and lets it open by itself. */
async function keep(name: string, minutes: number): Promise<void> {
  await form().getByLabel('Keep this arrangement as').fill(name)
  await form().getByRole('button', { name: 'Keep it for later' }).click()
  await form().getByLabel(`${name} opens`).selectOption(String(minutes))
}

describe('an evening of breakouts without its host', () => {
  test('fourteen people sit at a table with a session', async () => {
    ada = await (await stage.device()).newPage()
    const circlePath = await openCircle(ada, stage.firstLink, cast.ada)
    const circleId = circlePath.split('/').at(-1)!
    ben = await join(await stage.device(), await invite(ada, cast.ben), cast.ben)
    const addresses = [stage.door.origin]
    for (const name of onSockets) {
      const door = openDoor(addresses)
      const input = { circleId, addressee: name, reason: reasonFor(name) }
      await door.acceptInvite((await asOwner(ada, 'invite:create', input)).link, name)
      members.push(await comeIn({ door, addresses, circleId }))
    }
    await ada.getByRole('link', { name: 'Table', exact: true }).click()
    await openTable(ada, 'Kitchen', 20)
    await button(ada, 'Sit down').click()
    await composer(ada).waitFor()
    tableId = new URL(ada.url()).pathname.split('/').at(-1)!
    await sitDown(ben, 'Kitchen')
    await Promise.all(members.map((member) => member.enter(tableId)))
    await asOwner(ada, 'session:start', { roomId: tableId, title: 'Retrospective' })
    await button(ada, 'Open breakouts').click()
  })

  test('the host prepares two rounds that open by themselves, the second with the cards of the first', async () => {
    await form().getByText('Prepared', { exact: true }).click()
    await keep('First', 20)
    await form().getByLabel('Pass the cards on').check()
    await keep('Second', 60)
    await expect
      .poll(() =>
        ben
          .locator('.scheduled')
          .getByText(/^Breakouts open by themselves at/)
          .count(),
      )
      .toBe(2)
    expect(await button(ben, 'Switch off').count()).toBe(0)
    await ada.context().close()
  })

  test('INV-8 at its time the first one opens, and everybody who sits there is in a breakout', async () => {
    await clock.move(stage.databaseUrl, 20)
    await heading(ben, /^Breakout \d/).waitFor()
    await expect.poll(inBreakouts, { timeout: 20_000 }).toBe(members.length)
    const { round } = members[0]!.room(tableId)
    expect(round!.breakouts.map(({ memberIds }) => memberIds.length).every((count) => count >= 6)).toBe(true)
    for (const [i, { memberIds, roomId }] of round!.breakouts.entries()) {
      const writer = members.find(({ memberId }) => memberIds.includes(memberId))!
      const card = { headline: `What ${i + 1} found`, insights: [], decisions: [], actions: [], question: '', wins: [] }
      await writer.run('harvest:save', { roomId, version: 0, card })
    }
    await clock.move(stage.databaseUrl, 40)
    await heading(ben, 'Kitchen').waitFor()
    await expect.poll(inBreakouts, { timeout: 20_000 }).toBe(0)
  })

  test('the second one goes on from what another breakout has brought back', async () => {
    const before = members[0]!.room(tableId)
    expect(before.scheduled).toHaveLength(1)
    await clock.move(stage.databaseUrl, 60)
    await heading(ben, /^Breakout \d/).waitFor()
    await ben
      .getByText(/^Handed on to you by/)
      .first()
      .waitFor()
    await button(ben, 'Our card').click()
    await ourCard(ben)
      .getByText(/^What \d found$/)
      .waitFor()
    expect(stage.errors).toEqual([])
  })
})
