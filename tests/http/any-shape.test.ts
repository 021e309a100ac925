import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { commands, type CommandName } from '../../shared/commands.ts'
import { newId } from '../../shared/new-id.ts'
import { notes, type NoteName } from '../../shared/notes.ts'
import { queries, type QueryName } from '../../shared/queries.ts'
import type { Answered, Browser } from '../support/browser.ts'
import { boundless } from '../support/boundless.ts'
import { openHouse } from '../support/house.ts'
import { shapeOf } from '../support/shapes.ts'
import { furnish, type Fixture } from './matrix-fixture.ts'

const house = await openHouse({}, boundless)
const runs = Number(process.env['FUZZ_RUNS'] ?? 8)
/** A steward who hosts, most of the time; a member, a guest, somebody from elsewhere. */
let people: Browser[]
let fixture: Fixture
beforeAll(async () => {
  fixture = await furnish(house)
  people = await Promise.all(['Ada', 'Ada', 'Ada', 'Ben', 'Kira', 'Grace'].map((name) => house.person(name)))
})

/** What is most likely meant, and now and then something else or nothing. */
function idsFor(field: string): string[] {
  const { circleId, commonsId, roomId, bigRoomId, breakoutId, roundId, adaId, kiraId, helpId, recapId, endedId } =
    fixture
  const rooms = [roomId, roomId, roomId, bigRoomId, breakoutId, breakoutId, commonsId]
  const likely: Record<string, string[]> = {
    circleId: [circleId, circleId, circleId],
    roundId: [roundId, roundId, roundId],
    sessionId: [endedId, endedId],
    recapId: [recapId, recapId],
    helpId: [helpId, fixture.guestHelpId],
    inviteId: [fixture.inviteId],
    breakoutId: [breakoutId, breakoutId],
  }
  if (/member|owner|about|toId|sittingOut/i.test(field)) return [adaId, adaId, kiraId, newId()]
  return [...(likely[field] ?? rooms), newId()]
}

/** What takes the ground from the others comes last. */
const ending = 'round:close session:end room:leave room:close member:remove member:change-role member:leave'.split(' ')
const inOrder = (Object.keys(commands) as CommandName[]).toSorted((a, b) => ending.indexOf(a) - ending.indexOf(b))

/** Whatever is refused is refused for a reason: nothing that has the right shape is a fault of the server's. */
const isAnswered = ({ status, code, text }: Answered) =>
  status < 500 && code !== 'unavailable' && !text.includes('"reason":"text"')

async function tryAny(shape: fc.Arbitrary<unknown>, ask: (who: Browser, input: object) => Promise<Answered>) {
  const input = fc.tuple(fc.nat(people.length - 1), shape)
  await fc.assert(
    fc.asyncProperty(input, async ([who, sent]) => {
      const answer = await ask(people[who]!, sent as object)
      expect(isAnswered(answer), answer.text).toBe(true)
    }),
    { numRuns: runs },
  )
}

describe('whatever has the right shape is answered, and never with a fault', () => {
  test.each(Object.keys(notes) as NoteName[])('by %s', async (name) => {
    await tryAny(shapeOf(notes[name], idsFor), (who, input) => who.post(`/api/notes/${name}`, input))
  })

  test.each(Object.keys(queries) as QueryName[])('by %s', async (name) => {
    const { path, input } = queries[name]
    await tryAny(shapeOf(input, idsFor), (who, sent) => {
      const rest = new URLSearchParams()
      let address: string = path
      for (const [key, value] of Object.entries(sent)) {
        const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
        if (address.includes(`:${key}`)) address = address.replace(`:${key}`, encodeURIComponent(text))
        else rest.append(key, text)
      }
      return who.get(`${address}?${rest}`)
    })
  })

  test.each(inOrder)('by %s', async (name) => {
    await tryAny(shapeOf(commands[name].input, idsFor), (who, input) =>
      who.post(`/api/commands/${name}`, { ...input, commandId: newId() }),
    )
  })
})
