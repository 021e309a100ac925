import { newId } from '../../shared/new-id.ts'
import { comeIn, post, type Guest } from './guest.ts'
import type { History } from './history.ts'
import { pause } from './processes.ts'
import type { Random } from './random.ts'
import type { Circle } from './settle.ts'

/** Everybody who takes part, and what they do all the time. */
export type Crowd = {
  guests: Guest[]
  /** Everybody of a circle asks for a seat at one table, the last one if none is named, at once. */
  rush(circle: Circle, table?: Circle['tables'][number]): void
  /** The steward removes somebody for good, who does not stop trying. */
  remove(circle: Circle): void
  /** The steward opens a round in the first table; the database is told to end it so many milliseconds from then. */
  breakOut(circle: Circle, endRound: (roundId: string) => Promise<void>): void
  /** All invites of a circle are redeemed at once, some of them twice. */
  redeem(circle: Circle): void
  /** Begins nothing new, and resolves when all that was begun is answered, or with how much is not. */
  fallSilent(withinMs: number): Promise<number>
  stop(): void
}

export type Pace = { everyMs: number; twins: number; moves: number; cuts: number }

export async function gather(options: {
  circles: Circle[]
  urls: string[]
  origin: string
  history: History
  random: Random
  pace: Pace
}): Promise<Crowd> {
  const { circles, urls, origin, history, random, pace } = options
  const removed = new Set<string>()
  const redeemed = new Set<string>()
  const open = new Set<Promise<unknown>>()
  const silence = Promise.withResolvers<void>()
  let isSilent = false
  let said = 0

  const guests: Guest[] = []
  // One circle after the other: to make two thousand wires in one moment keeps this program busier than Kith.
  for (const circle of circles) {
    const coming = circle.people.map((person) => comeIn({ person, circle, urls, origin, history }))
    guests.push(...(await Promise.all(coming)))
  }
  for (const guest of guests) begin(live(guest, random.fork(guest.name)))

  return {
    guests,
    rush(circle, { roomId } = circle.tables.at(-1)!) {
      for (const guest of ofCircle(circle))
        if (!guest.isSteward) begin(guest.places.sit(roomId, 'room:enter', { moving: true }))
    },
    remove(circle) {
      const [victim] = random.shuffled(
        ofCircle(circle).filter(({ isSteward, memberId }) => !isSteward && !removed.has(memberId)),
      )
      if (!victim) return
      removed.add(victim.memberId)
      const { circleId } = circle
      begin(stewardOf(circle).run('member:remove', { circleId, memberId: victim.memberId, reason: 'Chaos' }))
    },
    breakOut: (circle, endRound) => begin(breakOut(circle, endRound)),
    redeem(circle) {
      circle.invites.forEach((code, i) => {
        if (redeemed.has(code)) return
        const input = { commandId: newId(), code, name: `guest ${i}` }
        for (let times = random.chance(pace.twins) ? 2 : 1; times > 0; times--) begin(redeem(circle, input))
      })
    },
    async fallSilent(withinMs) {
      isSilent = true
      silence.resolve()
      await Promise.race([Promise.allSettled(open), pause(withinMs)])
      return open.size
    },
    stop: () => guests.forEach((guest) => guest.stop()),
  }

  function ofCircle(circle: Circle): Guest[] {
    return guests.filter((guest) => guest.circle === circle)
  }

  function stewardOf(circle: Circle): Guest {
    return ofCircle(circle).find(({ isSteward }) => isSteward)!
  }

  function begin(work: Promise<unknown>): void {
    const settled: Promise<unknown> = work.catch(() => {}).finally(() => open.delete(settled))
    open.add(settled)
  }

  // One thing at a time, as a client does: who cannot be answered does not ask for more and more.
  async function live(guest: Guest, chance: Random): Promise<void> {
    const { tables } = guest.circle
    const first = tables[chance.below(tables.length)]!.roomId
    const sit = (roomId: string) =>
      (guest.isSteward
        ? guest.places.sit(roomId, 'room:visit')
        : guest.places.sit(roomId, 'room:enter', { moving: true })
      ).catch(() => {})
    await quiet(pace.everyMs * chance.next())
    if (!isSilent) await sit(first)
    while (!isSilent) {
      await quiet(pace.everyMs * chance.between(0.5, 1.5))
      if (isSilent) return
      if (chance.chance(pace.cuts)) guest.cut()
      if (chance.chance(pace.moves) && !guest.isSteward) await sit(chance.pick(tables).roomId)
      // Who was removed tries to the end, at the same room.
      const roomId = removed.has(guest.memberId) ? first : guest.places.place()
      if (roomId) await speak(guest, roomId, chance)
    }
  }

  function quiet(ms: number): Promise<unknown> {
    return Promise.race([pause(ms), silence.promise])
  }

  async function speak(guest: Guest, roomId: string, chance: Random): Promise<void> {
    const input = { commandId: newId(), roomId, text: `${guest.name} says ${++said}` }
    const twins = Array.from({ length: chance.chance(pace.twins) ? 1 + chance.below(3) : 0 }, () =>
      guest.twin('message:send', input, chance.pick(urls)),
    )
    const seq = (await guest.run('message:send', input))?.seq
    if (seq && chance.chance(0.1)) await guest.run('reaction:add', { roomId, seq, emoji: '👍' })
    if (seq && chance.chance(0.05))
      await guest.run('message:edit', { roomId, seq, text: `${input.text}, or rather not` })
    if (seq && chance.chance(0.05)) await guest.run('message:remove', { roomId, seq })
    await Promise.all(twins)
  }

  async function breakOut(circle: Circle, endRound: (roundId: string) => Promise<void>): Promise<void> {
    const steward = stewardOf(circle)
    const { roomId } = circle.tables[0]!
    await steward.places.sit(roomId, 'room:visit')
    await steward.run('session:start', { roomId, title: 'Chaos' })
    const seated = steward.places.room(roomId).seats.filter(({ offeredUntil }) => offeredUntil === null)
    const memberIds = seated.map(({ memberId }) => memberId)
    if (memberIds.length < 2) return
    const half = Math.ceil(memberIds.length / 2)
    const groups = [memberIds.slice(0, half), memberIds.slice(half)].map((ids) => ({ memberIds: ids }))
    const opened = await steward.run('round:open', { roomId, groups, task: 'Endure', minutes: 1, override: true })
    if (opened) await endRound(opened.roundId)
  }

  async function redeem(circle: Circle, input: { commandId: string; code: string; name: string }): Promise<void> {
    const who = `${input.name} of ${circle.people[0]!.name}`
    while (!isSilent) {
      history.write(who, 'redeems', { circle: circle.circleId, commandId: input.commandId })
      const answer = await post(`${random.pick(urls)}/api/invites/accept`, { origin }, input)
      history.write(who, 'redeemed', { circle: circle.circleId, commandId: input.commandId, ...answer })
      if (answer.ok) return void redeemed.add(input.code)
      const { code } = answer.error as { code: string }
      if (!['unavailable', 'timed_out', 'too_many', 'internal'].includes(code)) return
      await pause(code === 'too_many' ? 3_000 : 300)
    }
  }
}
