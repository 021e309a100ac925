import { describe, expect, it } from 'vitest'
import { rowsOf } from '../../client/room/rows.ts'
import { blankCard } from '../../client/state/card-form.ts'
import { cardsAfter, cardsWith } from '../../client/state/card-list.ts'
import type { RoomEvent } from '../../shared/events.ts'
import type { HarvestCard, PostedCard } from '../../shared/harvest.ts'
import type { Message } from '../../shared/rooms.ts'

const card = (more: Partial<HarvestCard>): HarvestCard => ({ ...blankCard, ...more })

describe('cards that were posted', () => {
  const body = { roundId: 'r', breakoutId: 'porch', name: 'Porch', no: 1, of: 1, memberIds: ['ada'], version: 2 }
  const posted = (seq: number, more = {}) =>
    ({
      kind: 'harvest:posted',
      roomId: 'table',
      seq,
      at: seq,
      memberId: null,
      body: { ...body, card: card({ headline: 'Lunch' }), ...more },
    }) as RoomEvent
  const corrected = (version: number, headline: string) =>
    ({
      kind: 'harvest:corrected',
      roomId: 'table',
      seq: 9,
      at: 90,
      memberId: 'ada',
      body: { roundId: 'r', breakoutId: 'porch', version, card: card({ headline }) },
    }) as RoomEvent
  const headlines = (cards: readonly PostedCard[]) => cards.map((each) => each.card?.headline ?? null)

  it('stand in the order of the log, each once, as they were corrected last', () => {
    const other = posted(5, { breakoutId: 'attic', card: null, version: 0 })
    const events = [posted(6), other, other, corrected(3, 'Lunch first'), corrected(2, 'Old')]
    const cards = events.reduce<readonly PostedCard[]>(cardsAfter, [])
    expect(cards.map(({ seq }) => seq)).toEqual([5, 6])
    expect(headlines(cards)).toEqual([null, 'Lunch first'])
    expect(cards[1]!.corrected).toEqual({ memberId: 'ada', at: 90 })
    expect(headlines(cardsWith(cards, cardsAfter([], posted(6))))).toEqual([null, 'Lunch first'])
  })

  it('count as nothing noted once everything was taken out', () => {
    expect(headlines(cardsAfter(cardsAfter([], posted(6)), corrected(3, ' ')))).toEqual([null])
  })

  it('stand among the messages where they were posted', () => {
    const message = (seq: number) => ({ seq, at: seq, memberId: 'ben', text: 'x', replyTo: null }) as Message
    const rows = rowsOf([message(5), message(7), message(8)], 0, 'ada', () => 'today', cardsAfter([], posted(6)))
    expect(rows.map((row) => (row.kind === 'message' ? [row.message.seq, row.isContinued] : row.kind))).toEqual([
      'day',
      [5, false],
      'card',
      [7, false],
      [8, true],
    ])
  })
})
