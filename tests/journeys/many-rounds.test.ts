import { describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { cast, company, reasonFor, sampleCircle } from '../../server/dev/cast.ts'
import { openDoor } from '../../server/dev/member/door.ts'
import { comeIn, type ScriptedMember } from '../../server/dev/member/scripted-member.ts'
import { meetingLine } from '../../server/domain/grouping/reasons.ts'
import { movableClock } from '../support/movable-clock.ts'
import { groupsOf, leastRepeatsIn, placeForLate, repeatsIn, sittingOf, type Sitting } from '../support/sittings.ts'
import { asOwner, button, dialog, expectFresh, heading, join, openCircle, say, sitDown } from './screens.ts'
import { setStage } from './stage.ts'

// Thirty-seven in one circle: eight in browsers, the others on the public socket; of each, one comes to the table late.
const late = ['Otto', 'Pia']
const inBrowsers = [cast.ben, cast.chloe, ...company.slice(0, 4), 'Otto']
const many = Array.from({ length: 22 }, (_, i) => `Member ${i + 1}`)
const onSockets = [cast.rae, ...company.slice(4, -1), 'Pia', ...many]
const [table, title] = ['Kitchen', 'Critique evening']
const minutes = 15

const clock = await movableClock()
const stage = await setStage(clock.env)
const pages = new Map<string, Page>()
const members = new Map<string, ScriptedMember>()
const apart: (readonly [string, string])[] = []
/** Round by round, who sat in which breakout, as they stood at its end. */
const rounds: Sitting[][] = []
let circlePath = ''
let tableId = ''
let mustMeetAgain = 0

const ada = () => pages.get(cast.ada)!
const ben = () => pages.get(cast.ben)!
const otto = () => pages.get('Otto')!
const kira = () => members.get('Kira')!
const pia = () => members.get('Pia')!
const circleId = () => circlePath.split('/').at(-1)!
const everyPage = (visit: (page: Page, name: string) => Promise<unknown>) =>
  Promise.all([...pages].map(([name, page]) => visit(page, name)))
const everyMember = (visit: (member: ScriptedMember) => Promise<unknown>) =>
  Promise.all([...members.values()].map(visit))
const everybody = () => kira().circle().members
const nameOf = (id: string) => everybody().find(({ memberId }) => memberId === id)!.name
const idOf = (name: string) => everybody().find((member) => member.name === name)!.memberId

describe('three rounds of meeting new people', () => {
  test('thirty-seven come into a circle, and all but two sit down at one table', async () => {
    const page = await (await stage.device()).newPage()
    circlePath = await openCircle(page, stage.firstLink, cast.ada)
    pages.set(cast.ada, page)
    await asOwner(page, 'circle:change', { circleId: circleId(), facts: { ...sampleCircle, capacity: 40 } })
    tableId = (await asOwner(page, 'room:open', { circleId: circleId(), name: table, capacity: 40 })).roomId
    await Promise.all([...inBrowsers.map(comeInBrowser), ...onSockets.map(comeOverSocket)])
    await page.goto(stage.door.origin + circlePath)
    await sitDown(page, table)
    await page.getByRole('button', { name: 'People: 35 of 40 seats taken' }).waitFor()

    await asOwner(ben(), 'grouping:keep-apart', { circleId: circleId(), memberId: idOf(cast.chloe) })
    await kira().run('grouping:keep-apart', { circleId: circleId(), memberId: idOf('Liam') })
    apart.push([cast.ben, cast.chloe], ['Kira', 'Liam'])
    await asOwner(page, 'session:start', { roomId: tableId, title })
    await asOwner(page, 'session:change-co-host', { roomId: tableId, memberId: idOf(cast.ben), isCoHost: true })
  })

  test('the host loses the network, and the round is longer and ends all the same', async () => {
    const breakouts = await openRound()
    await ada().context().setOffline(true)
    await ada().getByText('The connection is gone.').waitFor()
    const { roundId, endsAt } = await roundNow()
    const longer = await asOwner(ben(), 'round:extend', { roomId: tableId, roundId, minutes: 5 })
    expect(longer.endsAt).toBe(endsAt + 5 * 60_000)
    const toldOfIt = ben().getByText(/^More time/)
    await toldOfIt.first().waitFor()
    await bringBack(breakouts)
    await clock.move(stage.databaseUrl, minutes + 5)
    await expectBack((name) => name !== cast.ada)
    for (const text of ['Everybody is back.', 'Ada, too?', 'Not yet.']) await kira().say(text)

    await ada().context().setOffline(false)
    await expectBack()
  })

  test('two come late and are placed by the rule, a node dies, and nobody loses a word or their place', async () => {
    await openRound()
    // Where Pia would be placed sits somebody from whom she asks to sit apart.
    const [unwanted] = placeForLate(await sittingsNow(), null).people as [string]
    await pia().run('grouping:keep-apart', { circleId: circleId(), memberId: idOf(unwanted) })
    apart.push(['Pia', unwanted])
    const forPia = placeForLate(await sittingsNow(), unwanted)
    await pia().enter(tableId)
    expect(await pia().until(() => pia().place() !== tableId && pia().place())).toBe(forPia.roomId)
    const forOtto = placeForLate(await sittingsNow(), null)
    await sitDown(otto(), table)
    await heading(otto(), forOtto.name).waitFor()

    const breakouts = await sittingsNow()
    const addresses = [...pages.values()].map((page) => page.url())
    await sayWhileANodeDies()
    await everyMember((member) => {
      const { people } = sittingOf(member.name, breakouts)
      return member.until(() => people.every((name) => timesHeard(member, name) === 1))
    })
    await everyPage(expectFresh)
    expect([...pages.values()].map((page) => page.url())).toEqual(addresses)
    for (const member of members.values()) expect(member.place()).toBe(sittingOf(member.name, breakouts).roomId)
    expect(await sittingsNow()).toEqual(breakouts)

    await bringBack(breakouts)
    await asOwner(ada(), 'round:close', { roomId: tableId, roundId: (await roundNow()).roundId })
    await expectBack()
  })

  test('the third round seats all thirty-seven, and ends by the clock', async () => {
    const breakouts = await openRound()
    expect(breakouts.flatMap(({ people }) => people)).toHaveLength(37)
    await bringBack(breakouts)
    await clock.move(stage.databaseUrl, 2 * (minutes + 5))
    await expectBack()
  })

  test('who sat with whom tells of three rounds: who is apart never met, and no more met again than must', async () => {
    await asOwner(ada(), 'session:end', { roomId: tableId })
    await ben().getByRole('link', { name: 'Circle', exact: true }).click()
    await ben().getByRole('link', { name: 'Who sat with whom' }).click()
    const told: string[][][] = []
    let metAgain = 0
    for (const [i, breakouts] of rounds.entries()) {
      const round = ben().getByRole('region', { name: `Round ${i + 1} of ${title}` })
      const shown = round.getByRole('listitem')
      await shown.first().waitFor()
      const groups = (await shown.locator('p').allTextContents()).map((names) => names.split(', ').toSorted())
      expect(groups.toSorted()).toEqual(groupsOf(breakouts).toSorted())
      for (const pair of apart) expect(groups.filter((group) => pair.every((name) => group.includes(name)))).toEqual([])
      metAgain += repeatsIn(groups, told)
      told.push(groups)
    }
    expect(told).toHaveLength(3)
    expect(metAgain).toBeLessThanOrEqual(mustMeetAgain)
    expect(stage.errors).toEqual([])
  })
})

async function comeInBrowser(name: string): Promise<void> {
  const page = await join(await stage.device(), await inviteFor(name), name)
  pages.set(name, page)
  if (!late.includes(name)) await sitDown(page, table)
}

async function comeOverSocket(name: string): Promise<void> {
  const addresses = [stage.door.origin]
  const door = openDoor(addresses)
  await door.acceptInvite(await inviteFor(name), name)
  const member = await comeIn({ door, addresses, circleId: circleId() })
  members.set(name, member)
  if (!late.includes(name)) await member.enter(tableId)
}

const inviteFor = async (addressee: string): Promise<string> =>
  (await asOwner(ada(), 'invite:create', { circleId: circleId(), addressee, reason: reasonFor(addressee) })).link

const roundNow = async () => (await kira().ask('room:snapshot', { roomId: tableId })).state.round!

async function sittingsNow(): Promise<Sitting[]> {
  const { breakouts } = await roundNow()
  return breakouts.map(({ roomId, name, memberIds }) => ({ roomId, name, people: memberIds.map(nameOf).toSorted() }))
}

/** The host composes on the screen; everybody is where the host saw them, and reads where, why and for how long. */
async function openRound(): Promise<Sitting[]> {
  await ada().keyboard.press('Escape')
  await button(ada(), 'Open breakouts').click()
  const form = dialog(ada(), 'Open breakouts')
  const rack = form.getByRole('group', { name: 'The breakouts' })
  await rack.waitFor()
  await form.getByText('Meet new people').click()
  await expect.poll(() => rack.getAttribute('aria-busy'), { timeout: 20_000 }).toBe('false')
  const columns = await rack.evaluate((root) =>
    [...root.children].map((column) => [...column.querySelectorAll('[data-member] bdi')].map((at) => at.textContent)),
  )
  const planned = columns.filter(({ length }) => length > 0).map((names) => names.toSorted())
  const least = leastRepeatsIn(planned, rounds.map(groupsOf), apart)
  expect(repeatsIn(planned, rounds.map(groupsOf))).toBe(least)
  mustMeetAgain += least
  await form.getByRole('button', { name: 'Open the breakouts' }).click()
  await heading(ada(), /^Breakout \d/).waitFor()

  const breakouts = await sittingsNow()
  expect(groupsOf(breakouts)).toEqual(planned)
  const isPlaced = (name: string) => planned.flat().includes(name)
  await everyPage(async (page, name) => isPlaced(name) && (await expectTold(page, name, sittingOf(name, breakouts))))
  await everyMember((member) =>
    member.until(() => !isPlaced(member.name) || member.place() === sittingOf(member.name, breakouts).roomId),
  )
  return breakouts
}

async function expectTold(page: Page, name: string, { name: where, people }: Sitting): Promise<void> {
  const before = rounds.flatMap(groupsOf)
  const others = people.filter((other) => other !== name)
  const fresh = others.filter((other) => !before.some((group) => group.includes(name) && group.includes(other)))
  const howLong = new RegExp(`^(${minutes}:00|${minutes - 1}:\\d\\d)$`)
  await heading(page, where).waitFor()
  await page.getByText(`Why you sit here: ${meetingLine(fresh.length, others.length)}.`, { exact: true }).waitFor()
  await page.getByRole('timer').filter({ hasText: howLong }).waitFor()
}

/** The first node falls silent, all speak, and it is killed; where it is the only one, all lose their connection. */
async function sayWhileANodeDies(): Promise<void> {
  const [first, second] = stage.nodes
  first!.signal('SIGSTOP')
  const said = everyMember((member) => member.say(wordsOf(member.name)))
  await everyPage((page, name) => say(page, wordsOf(name)))
  if (second) await first!.end('SIGKILL')
  else {
    stage.door.cut()
    first!.signal('SIGCONT')
    stage.door.open()
  }
  await said
}

const wordsOf = (name: string) => `${name} speaks while a node dies.`

const timesHeard = (member: ScriptedMember, name: string) =>
  member.room(member.place()!).messages.filter(({ text }) => text === wordsOf(name)).length

/** Before the round ends, in each breakout somebody on the socket notes what they bring back. */
async function bringBack(breakouts: Sitting[]): Promise<void> {
  rounds.push(breakouts)
  for (const { roomId, name, people } of breakouts) {
    const card = { headline: headline(name), insights: [], decisions: [], actions: [], question: '', wins: [] }
    const noting = members.get(people.find((person) => members.has(person))!)!
    await noting.run('harvest:save', { roomId, version: 0, card })
  }
}

const headline = (breakout: string) => `${breakout} of round ${rounds.length} brings this`

/** Everybody who was in the round, as far as they are looked for, is at the table and finds its cards there. */
async function expectBack(isLookedFor: (name: string) => boolean = () => true): Promise<void> {
  const breakouts = rounds.at(-1)!
  const isBack = (name: string) => groupsOf(breakouts).flat().includes(name) && isLookedFor(name)
  await everyPage(async (page, name) => {
    if (!isBack(name)) return
    await heading(page, table).waitFor()
    for (const breakout of breakouts) await page.getByText(headline(breakout.name)).waitFor()
    await expectFresh(page)
  })
  await everyMember((member) => member.until(() => !isBack(member.name) || member.place() === tableId))
}
