import { describe, expect, test, vi } from 'vitest'
import type { Page } from 'playwright-core'
import { cast, company, reasonFor, sampleCircle } from '../../server/dev/cast.ts'
import { openDoor } from '../../server/dev/member/door.ts'
import { comeIn, type ScriptedMember } from '../../server/dev/member/scripted-member.ts'
import {
  asOwner,
  button,
  dialog,
  expectFresh,
  heading,
  invite,
  join,
  messages,
  openCircle,
  openTable,
  say,
  sitDown,
} from './screens.ts'
import { setStage } from './stage.ts'

// Fourteen at one table: six in browsers, two of these with a second device, eight on the public socket alone.
const inBrowsers = [cast.ben, cast.chloe, ...company.slice(0, 3)]
const onSockets = [...company.slice(3), 'Pia']
const table = 'Kitchen'
const decision = 'We read ten pages aloud on the last Thursday.'

const stage = await setStage()
const pages = new Map<string, Page>()
const members: ScriptedMember[] = []
let circlePath = ''
let recapPath = ''
let reader: { name: string; value: string; url: string }

const ada = () => pages.get(cast.ada)!
const screens = () => [...pages.values()]
const circleId = () => circlePath.split('/').at(-1)!

describe('an evening at the long table', () => {
  test('the first steward opens a circle, lays a table and invites people, who come in and talk', async () => {
    const page = await (await stage.device()).newPage()
    pages.set(cast.ada, page)
    circlePath = await openCircle(page, stage.firstLink, cast.ada)
    const link = await invite(page, cast.ben)
    await page.getByRole('link', { name: 'Table', exact: true }).click()
    await openTable(page, table, 20)
    await button(page, 'Sit down').click()
    await say(page, 'The kettle is on.')
    pages.set(cast.ben, await join(await stage.device(), link, cast.ben))
    await Promise.all(
      inBrowsers
        .slice(1)
        .map(async (name) => pages.set(name, await join(await stage.device(), await inviteFor(name), name))),
    )
    for (const name of [cast.ben, cast.chloe]) pages.set(`${name} again`, await secondDevice(pages.get(name)!))
    await comeOverSockets()
    await page.goto(stage.door.origin + circlePath)
    await Promise.all(screens().map((screen) => sitDown(screen, table)))

    await say(pages.get(cast.ben)!, 'Good evening from two devices.')
    await members[0]!.say('Hello from a very quiet kitchen.')
    for (const screen of screens()) {
      await messages(screen).getByText('Good evening from two devices.').waitFor()
      await messages(screen).getByText('Hello from a very quiet kitchen.').waitFor()
      await screen.getByRole('button', { name: 'People: 14 of 20 seats taken' }).waitFor()
      await expectFresh(screen)
    }
    expect(stage.errors).toEqual([])
  })

  test('breakouts open, a node dies in them, and nobody loses a word or their place', async () => {
    await button(ada(), 'Start a session').click()
    await dialog(ada(), 'Start a session').getByLabel('What is it about?').fill('Critique evening')
    await button(ada(), 'Start').click()
    await button(ada(), 'Open breakouts').click()
    const form = dialog(ada(), 'Open breakouts')
    await form.getByRole('textbox', { name: 'Task' }).fill('One piece of work each.')
    await form.getByRole('button', { name: 'Open the breakouts' }).click()
    await Promise.all(screens().map((screen) => heading(screen, /^Breakout \d/).waitFor()))
    const places = await Promise.all(members.map((member) => member.until(() => inBreakout(member) && member.place())))
    const addresses = screens().map((screen) => screen.url())
    expect(new Set(places).size).toBe(2)

    const pending = await sayWhileANodeDies()
    await Promise.all(pending.map(({ sent }) => sent))
    for (const screen of screens()) await expectFresh(screen)
    expect(screens().map((screen) => screen.url())).toEqual(addresses)
    expect(members.map((member) => member.place())).toEqual(places)
    for (const member of members) await expectFolded(member, member.place()!)
    for (const { by, text } of pending) {
      const said = by.room(by.place()!).messages.filter((message) => message.text === text)
      expect(said).toHaveLength(1)
    }
  })

  test('the round closes, everybody is back, and the session ends in a recap that a person signs', async () => {
    await say(pages.get(cast.chloe)!, decision)
    await messages(pages.get(cast.chloe)!).getByText(decision).waitFor()
    const { pathname } = new URL(pages.get(cast.chloe)!.url())
    const breakoutId = pathname.split('/').at(-1)!
    const { seq } = await saidIn(pages.get(cast.chloe)!, breakoutId, decision)
    await asOwner(pages.get(cast.chloe)!, 'mark:add', { roomId: breakoutId, seq, mark: 'decision' })

    await ada().getByRole('link', { name: 'Table', exact: true }).click()
    await sitDown(ada(), table)
    await button(ada(), 'Look after the breakouts').click()
    await button(ada(), 'Bring everybody back').click()
    await dialog(ada(), 'Bring everybody back?').getByText('At once').click()
    await button(ada(), 'Bring them back').click()
    await Promise.all(screens().map((screen) => heading(screen, table).waitFor()))
    await Promise.all(members.map((member) => member.until(() => member.place() === tableId())))
    for (const screen of screens()) await expectFresh(screen)
    for (const member of members) await expectFolded(member, tableId())

    await ada().keyboard.press('Escape')
    await button(ada(), 'End session').click()
    await button(ada(), 'End it').click()
    await ada().getByRole('link', { name: 'Table', exact: true }).click()
    await button(ada(), 'Write it').click()
    const bullet = ada().getByLabel('Words of bullet 1')
    await bullet.waitFor()
    expect(await bullet.inputValue()).toContain('ten pages')
    await bullet.fill('On the last Thursday we read ten pages aloud.')
    await ada().getByRole('link', { name: 'Recaps', exact: true }).first().click()
    await ada().goBack()
    expect(await bullet.inputValue()).toBe('On the last Thursday we read ten pages aloud.')
    await button(ada(), 'Sign and publish').click()
    await button(ada(), `Sign as ${cast.ada}`).click()
    await heading(ada(), 'Critique evening').waitFor()
    recapPath = new URL(ada().url()).pathname
    await ada().getByText('On the last Thursday we read ten pages aloud.').waitFor()
    expect(stage.errors).toEqual([])
  })

  test('a reader who was not there reads the recap without JavaScript, one action away from what was said', async () => {
    const device = await stage.device({ javaScriptEnabled: false })
    await device.addCookies([reader])
    const page = await device.newPage()
    await page.goto(stage.door.origin + recapPath)
    await heading(page, 'Critique evening').waitFor()
    const bullet = page.getByRole('listitem').filter({ hasText: 'On the last Thursday we read ten pages aloud.' })
    expect(await page.getByText(decision).isVisible()).toBe(false)
    await bullet.getByText('What was said, by').first().click()
    await page.getByText(decision).waitFor({ state: 'visible' })
    // It was said in a breakout, whose door stays closed to who was not there.
    expect(await bullet.getByRole('link', { name: 'in the room' }).count()).toBe(0)
    await page.getByText(`Signed by ${cast.ada}`).waitFor()
  })

  test('a citation leads who was there to its message, also where the breakout is closed', async () => {
    const page = pages.get(cast.chloe)!
    await page.goto(new URL(recapPath, page.url()).href)
    const bullet = page.getByRole('listitem').filter({ hasText: 'On the last Thursday we read ten pages aloud.' })
    await bullet.getByText('What was said, by').first().click()
    await bullet.getByRole('link', { name: 'in the room' }).first().click()
    await messages(page).getByText(decision).waitFor()
    await button(page, 'Back to the door').click()
    await page.getByText('This breakout is closed.').waitFor()
  })
})

const inviteFor = async (name: string): Promise<string> =>
  (await asOwner(ada(), 'invite:create', { circleId: circleId(), addressee: name, reason: reasonFor(name) })).link

async function secondDevice(page: Page): Promise<Page> {
  const { origin } = new URL(page.url())
  const made = await page.context().request.post(`${origin}/api/sign-in/device`, { data: {}, headers: { origin } })
  const { link } = (await made.json()) as { link: string }
  const other = await (await stage.device()).newPage()
  await other.goto(link)
  await button(other, 'Sign in on this device').click()
  await heading(other, sampleCircle.name).waitFor()
  return other
}

/** Five of the eight come in at the first node, and at the second once the first is gone. */
async function comeOverSockets(): Promise<void> {
  const first = await stage.forwarder()
  first.lead(
    stage.nodes.map(({ port }) => port),
    { inTurn: false },
  )
  for (const [i, name] of onSockets.entries()) {
    const addresses = [i < 5 ? first.origin : stage.door.origin]
    const door = openDoor(addresses, stage.door.origin)
    await door.acceptInvite(await inviteFor(name), name)
    members.push(await comeIn({ door, addresses, circleId: circleId() }))
  }
  const readers = openDoor([stage.door.origin])
  await readers.acceptInvite(await inviteFor(cast.rae), cast.rae)
  const [name, value] = readers.headers()['cookie']!.split('=') as [string, string]
  reader = { name, value, url: stage.door.origin }
  await Promise.all(members.map((member) => member.enter(tableId())))
}

const tableId = () => members[0]!.circle().rooms.find((room) => room.name === table)!.roomId

const inBreakout = (member: ScriptedMember) =>
  member.place() !== null && member.room(member.place()!).kind === 'breakout'

/** The first node falls silent, five say something to it, and it is killed. Where it is the only one, it comes back. */
async function sayWhileANodeDies(): Promise<{ by: ScriptedMember; text: string; sent: Promise<unknown> }[]> {
  const [first, second] = stage.nodes
  let answered = 0
  first!.signal('SIGSTOP')
  const speaking = members.slice(0, 5).map((by, i) => {
    const text = `Said while a node dies, by number ${i + 1}.`
    return { by, text, sent: by.say(text).then(() => answered++) }
  })
  // Everything that was written has left the members by the time that somebody else is answered.
  await Promise.all(members.slice(5).map((member) => second && member.ask('me', {})))
  expect(answered).toBe(0)
  await first!.end('SIGKILL')
  if (!second) await first!.restart()
  return speaking
}

async function expectFolded(member: ScriptedMember, roomId: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const { state } = await member.ask('room:snapshot', { roomId })
        return JSON.stringify(sorted(state)) === JSON.stringify(sorted(member.room(roomId)))
      },
      { timeout: 20_000 },
    )
    .toBe(true)
}

/** Keys in one order: the database and the fold need not agree on that. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

// What a screen shows may still be on its way: this waits until it stands in the log.
async function saidIn(page: Page, roomId: string, text: string): Promise<{ seq: number }> {
  return await vi.waitFor(
    async () => {
      const answer = await page.context().request.get(`${stage.door.origin}/api/rooms/${roomId}`)
      const { state } = (await answer.json()) as { state: { messages: { seq: number; text: string | null }[] } }
      const found = state.messages.find((message) => message.text === text)
      if (!found) throw new Error(`"${text}" is not in the log`)
      return found
    },
    { timeout: 10_000, interval: 50 },
  )
}
