import type { Page } from 'playwright-core'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { cast, reasonFor, sampleCircle } from '../../server/dev/cast.ts'
import { openDoor } from '../../server/dev/member/door.ts'
import { comeIn, type ScriptedMember } from '../../server/dev/member/scripted-member.ts'
import { newId } from '../../shared/new-id.ts'
import { button, composer, expectFresh, heading, join, messages, say, sitDown } from './screens.ts'
import { setStage } from './stage.ts'

const stage = await setStage()
const table = 'Kitchen'
const ada = await hostAtTheTable()
const roomId = ada.circle().rooms.find((room) => room.name === table)!.roomId
let chloe: Page

test('where websockets are blocked, somebody still takes part', async () => {
  stage.door.blockWebsockets(true)
  const page = await join(await stage.device(), await inviteFor(cast.ben), cast.ben)
  await sitDown(page, table)
  await page.getByText('The live connection is blocked').waitFor()
  await say(page, 'I come by post.')
  await ada.until(() => hears('I come by post.'))
  await ada.say('We hear you, Ben.')
  await messages(page).getByText('We hear you, Ben.').waitFor()
  await expectFresh(page)
  await page.context().close()
  stage.door.blockWebsockets(false)
})

test('after ten minutes without a network everything is there in order, with the draft and what was written', async () => {
  const page = await join(await stage.device(), await inviteFor(cast.chloe), cast.chloe)
  chloe = page
  await sitDown(page, table)
  await say(page, 'I am on the train.')
  await ada.until(() => hears('I am on the train.'))

  stage.door.cut()
  await page.getByText('The connection is gone.').waitFor()
  const written = ['A tunnel, I think.', 'Still the tunnel.']
  for (const text of written) await say(page, text)
  await composer(page).fill('When I am out of it, I')
  await ada.say('She will be back after the tunnel.')
  await ada.say('Tea, meanwhile.')
  if (stage.databaseUrl) {
    await moveTime(stage.databaseUrl, 10)
    await ada.until(() => ada.room(roomId).seats.length === 1)
  }

  stage.door.open()
  await ada.until(() => written.every(hears))
  await expectFresh(page)
  const texts = ada.room(roomId).messages.map(({ text }) => text)
  expect(texts.slice(-5)).toEqual([
    'I am on the train.',
    'She will be back after the tunnel.',
    'Tea, meanwhile.',
    ...written,
  ])
  expect(await composer(page).inputValue()).toBe('When I am out of it, I')
  await messages(page).getByText('Sending …').waitFor({ state: 'detached' })
  expect(stage.errors).toEqual([])
})

test('whoever has no network when their breakout ends finds at the table what they had to say there', async () => {
  const { memberId } = ada.circle().members.find(({ name }) => name === cast.chloe)!
  const others = ada.room(roomId).seats.map((seat) => seat.memberId)
  const sittingOut = others.filter((id) => id !== memberId)
  await ada.run('session:start', { roomId, title: 'Critique evening' })
  const groups = [{ name: 'Porch', memberIds: [memberId] }]
  const round = await ada.run('round:open', { roomId, groups, sittingOut, task: '', minutes: 10, override: true })
  await heading(chloe, 'Porch').waitFor()
  await composer(chloe).waitFor()
  stage.door.cut()
  await say(chloe, 'Said too late.')
  await composer(chloe).fill('Half a')
  await ada.run('round:close', { roomId, roundId: round.roundId })
  stage.door.open()

  await heading(chloe, table).waitFor()
  const left = chloe.locator('.left-behind', { hasText: 'Not said in Porch:' })
  const late = left.filter({ hasText: 'Said too late.' })
  await late.getByRole('button', { name: 'Put away' }).click()
  await late.waitFor({ state: 'detached' })
  await left.filter({ hasText: 'Half a' }).getByRole('button', { name: 'Put it into the field' }).click()
  await left.waitFor({ state: 'detached' })
  expect(await composer(chloe).inputValue()).toBe('When I am out of it, I\nHalf a')
  await chloe.reload()
  await button(chloe, 'Send').waitFor()
  await expect.poll(() => composer(chloe).inputValue()).toBe('When I am out of it, I\nHalf a')
  expect(await left.count()).toBe(0)
  expect(stage.errors).toEqual([])
})

test('whoever has no network is never told that all works, and is back on the live connection at once', async () => {
  const device = await stage.device()
  const page = await device.newPage()
  await page.clock.install()
  await page.goto(await inviteFor('Gus'))
  await page.getByLabel('Your name').fill('Gus')
  await page.getByRole('button', { name: 'Take my seat' }).click()
  await sitDown(page, table)
  await page.evaluate(() => {
    const line = document.querySelector('.trouble')!
    const told: string[] = []
    new MutationObserver(() => told.push(line.textContent)).observe(line, { childList: true, subtree: true })
    Object.assign(window, { told })
  })

  await device.setOffline(true)
  stage.door.cut()
  await page.clock.runFor(60_000)
  await page.getByText('The connection is gone.').waitFor()
  stage.door.open()
  await device.setOffline(false)
  await page.getByText('The connection is gone.').waitFor({ state: 'detached' })
  const told = await page.evaluate(() => (window as unknown as { told: string[] }).told)
  expect(told.map((text) => text.slice(0, 23))).toEqual(['The connection is gone.', ''])
  await device.close()
})

/** Ada has a network of her own, without troubles. */
async function hostAtTheTable(): Promise<ScriptedMember> {
  const { origin } = await stage.forwarder()
  const door = openDoor([origin], stage.door.origin)
  await door.signInFirst(stage.firstLink, cast.ada)
  const opened = await door.send('/api/commands/circle:open', { commandId: newId(), facts: sampleCircle })
  const { circleId } = opened as { circleId: string }
  const member = await comeIn({ door, addresses: [origin], circleId })
  const { roomId } = await member.run('room:open', { circleId, name: table, capacity: 12 })
  await member.enter(roomId)
  return member
}

async function inviteFor(name: string): Promise<string> {
  const { circleId } = ada.circle()
  return (await ada.run('invite:create', { circleId, addressee: name, reason: reasonFor(name) })).link
}

const hears = (text: string) => ada.room(roomId).messages.some((message) => message.text === text)

/** So much later by the database's clock, which is the only one that counts; the nodes have lived all the while. */
async function moveTime(url: string, minutes: number): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  // Whoever asked something over HTTP counts as here for a few seconds more.
  const herSeat = () => sql`select from seats join people on people.id = person_id
    where name = ${cast.chloe} and gone_at is not null`
  await expect.poll(herSeat, { timeout: 40_000 }).toHaveLength(1)
  await sql.unsafe(`create or replace function kith_now() returns timestamptz language sql volatile as
    $$ select date_trunc('milliseconds', clock_timestamp()) + interval '${minutes} minutes' $$;
    update nodes set lease_until = lease_until + interval '${minutes} minutes'`)
  await sql.end()
}
