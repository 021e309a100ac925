import { sampleCircle } from '../../server/dev/cast.ts'
import type { Browser } from '../support/browser.ts'
import { run, type House } from '../support/house.ts'

/** What the matrix is about, and who is who in it. */
export type Fixture = Awaited<ReturnType<typeof furnish>>

/** A circle of Ada's in the middle of a round, with a draft of the session before. */
export async function furnish(house: House) {
  const ada = await house.person('Ada')
  const { circleId, commonsId } = await house.circle(['Ben', 'Finn', 'Eli'])
  const other = await run(ada, 'circle:open', { facts: { ...sampleCircle, name: 'Elsewhere' } })
  const dev = await house.person('Dev', await house.inviteCode(other.circleId, 'Dev'))
  await run(dev, 'member:leave', { circleId: other.circleId })
  for (const [name, role] of [
    ['Grace', 'steward'],
    ['Hugo', 'facilitator'],
    ['Iris', 'member'],
  ] as const) {
    const memberId = await idOf(await house.person(name, await house.inviteCode(other.circleId, name)))
    await run(ada, 'member:change-role', { circleId: other.circleId, memberId, role })
  }
  const tablet = house.visitor()
  await tablet.post('/api/sign-in/use', { code: await house.code('operator', ada) })
  const endedCookie = tablet.cookie!
  await tablet.post('/api/sign-in/out', {})
  const ids = await Promise.all(['Ada', 'Ben', 'Finn', 'Eli'].map(async (name) => idOf(await house.person(name))))
  const [adaId, , finnId, eliId] = ids as [string, string, string, string]
  await run(ada, 'member:change-role', { circleId, memberId: finnId, role: 'facilitator' })
  await run(ada, 'member:remove', { circleId, memberId: eliId, reason: 'He asked for it.' })
  const invited = await run(ada, 'invite:create', { circleId, addressee: 'Eve', reason: 'x'.repeat(40) })

  const { roomId } = await run(ada, 'room:open', { circleId, name: 'Kitchen', capacity: 12 })
  const { roomId: bigRoomId } = await run(ada, 'room:open', { circleId, name: 'Hall', capacity: 40 })
  for (const name of ['Ada', 'Ben']) await run(await house.person(name), 'room:enter', { roomId })
  const { sessionId: endedId } = await run(ada, 'session:start', { roomId, title: 'The first' })
  // Liam was a guest of the first session, Kira is one of the second.
  await house.person('Liam', await guestCode(ada, roomId, 'Liam'))
  await run(await house.person('Liam'), 'room:enter', { roomId })
  const { seq } = await run(ada, 'message:send', { roomId, text: 'We decided to buy the big oven.' })
  await run(ada, 'session:end', { roomId })
  const { recapId } = await run(ada, 'recap:draft', { roomId, sessionId: endedId })
  await run(ada, 'session:start', { roomId, title: 'The second' })
  await house.person('Kira', await guestCode(ada, roomId, 'Kira'))
  const kira = await house.person('Kira')
  await run(kira, 'room:enter', { roomId })
  const { seq: guestSeq } = await run(kira, 'message:send', { roomId, text: 'Good evening.' })
  const groups = [{ memberIds: [adaId] }]
  const opened = await run(ada, 'round:open', { roomId, groups, task: '', minutes: 30, override: true })
  const breakoutId = opened.breakouts[0]!.roomId
  const { roundId } = opened
  const { helpId } = await run(await house.person('Ada'), 'help:call', { roomId, kind: 'stuck' })
  const { helpId: guestHelpId } = await run(kira, 'help:call', { roomId, kind: 'stuck' })
  // Full with the three and the guest who are in: whoever accepts now stands in line.
  await run(ada, 'circle:change', { circleId, facts: { ...sampleCircle, capacity: 4 } })
  await house.person('Jonas', await house.inviteCode(circleId, 'Jonas'))
  return {
    circleId,
    commonsId,
    endedCookie,
    helpId,
    inviteId: invited.inviteId,
    adaId,
    roomId,
    bigRoomId,
    endedId,
    seq,
    recapId,
    roundId,
    breakoutId,
    kiraId: await idOf(kira),
    guestSeq,
    guestHelpId,
  }
}

async function guestCode(ada: Browser, roomId: string, addressee: string): Promise<string> {
  const { link } = await run(ada, 'guest:invite', { roomId, addressee, reason: 'x'.repeat(40) })
  return new URL(link).hash.slice(1)
}

async function idOf(browser: Browser): Promise<string> {
  return ((await browser.get('/api/me')).json as { memberId: string }).memberId
}
