import { expect, test } from 'vitest'
import { openHouse, run } from '../support/house.ts'

const house = await openHouse()

test('N66 how far somebody has read is theirs alone: nothing that others can look up changes by it', async () => {
  const { circleId } = await house.circle(['Ben', 'Chloe'])
  const [ada, ben] = [await house.person('Ada'), await house.person('Ben')]
  const { roomId } = await run(ada, 'room:open', { circleId, name: 'Kitchen', capacity: 12 })
  for (const browser of [ada, ben]) await run(browser, 'room:enter', { roomId })
  const { seq } = await run(ada, 'message:send', { roomId, text: 'Has anybody seen the ladle?' })

  const paths = [
    `/api/circles/${circleId}`,
    `/api/circles/${circleId}/table`,
    `/api/rooms/${roomId}`,
    `/api/rooms/${roomId}/events?after=0`,
    `/api/rooms/${roomId}/messages?before=99`,
  ]
  const seen = async (name: string) => {
    const browser = await house.person(name)
    const texts = await Promise.all(paths.map(async (path) => (await browser.get(path)).text))
    return texts.map((text) => text.replace(/"serverNow":\d+/, ''))
  }
  const before = { ada: await seen('Ada'), chloe: await seen('Chloe'), ben: await seen('Ben') }
  expect((await ben.post('/api/notes/read:mark', { roomId, seq })).status).toBe(200)
  expect(await seen('Ada')).toEqual(before.ada)
  expect(await seen('Chloe')).toEqual(before.chloe)
  // To himself it shows, so there was something to hide.
  expect(await seen('Ben')).not.toEqual(before.ben)
})
