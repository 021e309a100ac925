import { beforeEach, describe, expect, it } from 'vitest'
import { createCaller, type Call } from '../../client/state/caller.ts'
import type { EventBody, EventKind, RoomEvent } from '../../shared/events.ts'
import { newId } from '../../shared/new-id.ts'
import type { RoomState } from '../../shared/rooms.ts'

const [ada, ben, chloe] = [newId(), newId(), newId()]
const [table, porch, attic] = [newId(), newId(), newId()]
const roundId = newId()
const names: Record<string, string> = { [ada]: 'Ada', [ben]: 'Ben' }

let room: RoomState | null
let at = 0
let caller: ReturnType<typeof createCaller>

beforeEach(() => {
  room = null
  at = 0
  caller = createCaller({ myId: () => ben, room: () => room, nameOf: (id) => names[id] ?? 'Somebody' })
})

function event<K extends EventKind>(kind: K, body: EventBody<K>, roomId = table, memberId: string | null = ada) {
  return { roomId, seq: 1, kind, memberId, at: ++at, body } as RoomEvent
}

const cards = (mine: string | null) =>
  [porch, attic].map((roomId) => ({
    roomId,
    name: roomId === porch ? 'Porch' : 'Attic',
    memberIds: roomId === mine ? [ben, chloe] : [],
  }))
const opened = (mine = porch) =>
  event('round:opened', { roundId, no: 2, task: '', endsAt: 0, overridden: false, breakouts: cards(mine) })
const moved = (fromId: string | null, toId: string | null, by: string | null = ada, memberId = ben) =>
  event('round:moved', { roundId, memberId, fromId, toId, no: 1 }, table, by)
const copyIn = (roomId: string, { ...original }: RoomEvent, later = 1): RoomEvent => ({
  ...original,
  roomId,
  at: original.at + later,
})
const inRoom = (roomId: string, mine: string | null = porch): RoomState =>
  ({
    kind: roomId === table ? 'table' : 'breakout',
    roomId,
    parentId: roomId === table ? null : table,
    round: {
      roundId,
      parentId: table,
      no: 2,
      task: '',
      endsAt: 0,
      breakouts: roomId === table ? cards(mine) : cards(mine).filter((card) => card.roomId === roomId),
    },
  }) as unknown as RoomState
const told = (call: Call | null, name = 'Attic') => call && [call.to, call.said(name)]

describe('a member is called', () => {
  it('to their breakout when a round opens, once', () => {
    expect(told(caller.hear(opened()), 'Porch')).toEqual([porch, 'Round 2: you are in Porch with one other.'])
    expect(caller.see(inRoom(table))).toBeNull()
  })

  it('to where a host moved them, with the name of who did', () => {
    caller.hear(opened())
    room = inRoom(porch)
    const call = caller.hear(moved(porch, attic))
    expect(told(call)).toEqual([attic, 'Ada moved you to Attic.'])
    expect(call!.from).toEqual([porch, table])
  })

  it('by whichever copy of a move comes first, and not again by the others', () => {
    caller.hear(opened())
    room = inRoom(porch)
    const move = moved(porch, attic)
    expect(told(caller.hear(copyIn(porch, move)))).toEqual([attic, 'Ada moved you to Attic.'])
    expect(caller.hear(move)).toBeNull()
    expect(caller.hear(copyIn(attic, move, 2))).toBeNull()
  })

  it('by the newest move, also when a copy of an older one comes after it', () => {
    caller.hear(opened())
    const first = moved(porch, attic)
    at += 100
    const second = moved(attic, porch)
    caller.hear(first)
    expect(caller.hear(second)?.to).toBe(porch)
    expect(caller.hear(copyIn(attic, first, 2))).toBeNull()
  })

  it('back to the table by a move, by the end of their breakout and by the end of the round', () => {
    for (const end of [
      () => moved(porch, null),
      () => event('breakout:closed', { roundId, breakoutId: porch, memberIds: [ben] }),
      () => event('round:closed', { roundId, reason: 'time' }, porch, null),
    ]) {
      caller = createCaller({ myId: () => ben, room: () => room, nameOf: (id) => names[id] ?? 'Somebody' })
      caller.hear(opened())
      room = inRoom(porch)
      expect(caller.hear(end())?.to).toBe(table)
    }
  })

  it('into the breakout that theirs was merged into, but not away from the table', () => {
    caller.hear(opened())
    room = inRoom(porch)
    const call = caller.hear(
      event('breakout:merged', { roundId, fromId: porch, intoId: attic, members: [{ memberId: ben, no: 3 }] }),
    )
    expect(told(call)).toEqual([attic, 'Ada brought you together with Attic.'])
    expect(call!.from).toEqual([porch])
  })

  it('by no move of somebody else, and by no end of another breakout', () => {
    caller.hear(opened())
    room = inRoom(porch)
    expect(caller.hear(moved(porch, attic, ada, chloe))).toBeNull()
    expect(caller.hear(event('breakout:closed', { roundId, breakoutId: attic, memberIds: [chloe] }))).toBeNull()
    expect(
      caller.hear(
        event('breakout:merged', { roundId, fromId: attic, intoId: porch, members: [{ memberId: chloe, no: 1 }] }),
      ),
    ).toBeNull()
  })

  it('by what a room says after a reload, and never twice to one place', () => {
    expect(told(caller.see(inRoom(table)), 'Porch')).toEqual([porch, 'Round 2: you are in Porch with one other.'])
    expect(caller.see(inRoom(table))).toBeNull()
    expect(caller.see(inRoom(table, attic))?.to).toBe(attic)
  })

  it('from a table that is not on the screen yet by its own word alone, so that they go along', () => {
    const move = moved(null, porch)
    expect(caller.hear(copyIn(porch, move))).toBeNull()
    const call = caller.hear(move)
    expect(told(call, 'Porch')).toEqual([porch, 'Ada moved you to Porch.'])
    expect(call!.from).toEqual([table])
  })

  it('not from the table to the breakout in which they have just been', () => {
    expect(caller.see(inRoom(porch))).toBeNull()
    expect(caller.see(inRoom(table))).toBeNull()
  })

  it('not back by a log that is behind', () => {
    caller.see(inRoom(table))
    caller.hear(moved(porch, attic))
    expect(caller.see({ ...inRoom(table, porch), head: 9 })).toBeNull()
    expect(caller.see(inRoom(table, attic))).toBeNull()
  })

  it('no more where they were moved on meanwhile', () => {
    caller.hear(opened())
    const first = caller.hear(moved(porch, attic))!
    expect(caller.isStanding(first)).toBe(true)
    caller.hear(moved(attic, porch))
    expect(caller.isStanding(first)).toBe(false)
  })
})
