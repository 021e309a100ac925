import { setTimeout as pause } from 'node:timers/promises'
import type { RoomEvent } from '../../../shared/events.ts'
import type { Id } from '../../../shared/ids.ts'
import type { ScriptedMember } from '../member/scripted-member.ts'
import { breakoutTalk } from './breakout-talk.ts'
import { answers, arrivals, farewells, harvest, intentions, openers, returns } from './house-talk.ts'
import type { Company } from './people.ts'
import { canSpeak, deck, oneOf, present, shuffled, speak, warm, type Pace } from './speak.ts'
import { tableTalk } from './table-talk.ts'
import { line, type Exchange, type Line } from './talk.ts'

/** Lets the twelve live at the kitchen table until the signal: they talk, answer the host, and go where she sends them. */
export async function liveEvening({ kitchenId, circleId, ada, members }: Company, signal: AbortSignal): Promise<void> {
  const wait = (ms: number) => pause(ms * (0.7 + Math.random() * 0.6), undefined, { signal })
  const pace: Pace = { beforeLine: (length) => wait(1_200 + 28 * length), between: () => wait(1_800) }
  const spoken = new Map<Id, Exchange[]>()
  const next = new Map<Id, Line[]>()
  const [arrival, returning] = [deck(arrivals), deck(returns)]

  watch()
  await Promise.all([sitDown(), talkIn(kitchenId, tableTalk), comeAndGo()])

  async function sitDown(): Promise<void> {
    for (const [index, member] of members.entries()) {
      await member.enter(kitchenId)
      if (index % 3 === 2) soon(kitchenId, [line(member.name, arrival())])
      await wait(index < 6 ? 100 : 1_500)
    }
  }

  /** Speaks in a room as long as it is open. */
  async function talkIn(roomId: Id, talk: Exchange[]): Promise<void> {
    while (!isClosed(roomId)) {
      const lines = next.get(roomId)?.splice(0) ?? []
      if (lines.length === 0) lines.push(...exchangeFor(roomId, talk))
      await speak(members, roomId, lines, pace)
      await wait(roomId === kitchenId ? 5_000 : 3_000)
    }
  }

  function isClosed(roomId: Id): boolean {
    return roomId !== kitchenId && present(members, roomId).length === 0
  }

  /** What has not been said in this room for longest. */
  function exchangeFor(roomId: Id, talk: Exchange[]): Line[] {
    const possible = talk.filter((exchange) => canSpeak(members, roomId, exchange))
    const before = spoken.get(roomId) ?? []
    const unsaid = possible.filter((exchange) => !before.includes(exchange))
    const found = oneOf(unsaid.length > 0 ? unsaid : possible)
    if (found) spoken.set(roomId, unsaid.length > 0 ? [...before, found] : [found])
    return found?.lines ?? []
  }

  function soon(roomId: Id, lines: Line[]): void {
    next.set(roomId, [...(next.get(roomId) ?? []), ...lines])
  }

  /** Each event is looked at once, by whichever member hears it first. */
  function watch(): void {
    const seen = new Map<Id, number>()
    for (const member of members) {
      member.onEvent((event) => {
        if ((seen.get(event.roomId) ?? 0) >= event.seq) return
        seen.set(event.roomId, event.seq)
        notice(event, member)
      })
    }
  }

  function notice(event: RoomEvent, by: ScriptedMember): void {
    const { roomId } = event
    if (event.kind === 'message:sent' && event.memberId === ada.memberId) void answer(roomId, event.seq)
    if (roomId !== kitchenId) return
    if (event.kind === 'session:started') soon(roomId, shuffled(intentions).slice(0, 5))
    if (event.kind === 'round:opened' && event.body.choosingUntil !== undefined) void choose(event.body)
    else if (event.kind === 'round:opened') sitIn(event.body.breakouts)
    if (event.kind === 'round:chosen') sitIn(by.room(kitchenId).round?.breakouts ?? [])
    if (event.kind === 'round:closed') soon(roomId, harvest)
    if (event.kind === 'session:ended')
      soon(
        roomId,
        farewells.slice(0, 3).map((text, i) => line(roles[i]!, text)),
      )
  }

  /** Most of them choose where they sit, one after the other; the others wait until they are placed. */
  async function choose({ roundId, breakouts }: RoomEvent<'round:opened'>['body']): Promise<void> {
    await quietly(async () => {
      for (const member of shuffled(members).slice(0, 8)) {
        await wait(2_000)
        const breakoutId = oneOf(breakouts).roomId
        await member.run('round:choose', { roomId: kitchenId, roundId, breakoutId }).catch(() => {})
      }
    })
  }

  function sitIn(breakouts: readonly { roomId: Id }[]): void {
    breakouts.forEach((breakout) => void sitInBreakout(breakout.roomId))
  }

  async function sitInBreakout(roomId: Id): Promise<void> {
    await quietly(async () => {
      await wait(2_000)
      soon(roomId, [line('one', oneOf(openers))])
      await talkIn(roomId, breakoutTalk)
    })
  }

  async function answer(roomId: Id, seq: number): Promise<void> {
    await quietly(async () => {
      await wait(1_500)
      const [first, second] = shuffled(present(members, roomId))
      if (first) await warm(first, roomId, seq)
      if (!second) return
      await second.tell('typing:start', { roomId })
      await wait(2_500)
      await second.say(oneOf(answers), { roomId, replyTo: seq }).catch(() => {})
    })
  }

  /** Now and then somebody fetches tea, or is heads-down; during a session everybody stays. */
  async function comeAndGo(): Promise<void> {
    for (;;) {
      await wait(45_000)
      const [one, other] = shuffled(present(members, kitchenId)) as [ScriptedMember?, ScriptedMember?]
      await other?.tell('presence:set', { circleId, state: 'heads-down' })
      if (one && one.room(kitchenId).session === null) {
        await one.leave(kitchenId)
        await wait(20_000)
        await one.enter(kitchenId)
        soon(kitchenId, [line(one.name, returning())])
      }
      await other?.tell('presence:set', { circleId, state: 'here' })
    }
  }
}

const roles = ['one', 'another', 'third'] as const

/** What runs beside the talk ends with the evening, without a word. */
async function quietly(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AbortError')) throw error
  }
}
