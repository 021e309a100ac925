import { expect, test } from 'vitest'
import type { Records } from '../../server/domain/ports.ts'
import { lobbyAudience, roomAudience } from '../../server/live/audiences.ts'
import type { LiveSocket } from '../../server/live/io.ts'
import { createListening } from '../../server/live/listening.ts'
import type { Serving } from '../../server/live/serving.ts'

/** A node on which access to every room stands still, or never does; and a socket of ada's. */
function openNode({ stands }: { stands: boolean }) {
  const circles = [{ circleId: 'circle', commonsId: 'commons' }]
  const serving = { serve: async () => {}, moment: () => 0, stoodSince: () => stands } as unknown as Serving
  const records = {
    hearers: async () => new Set(['ada']),
    whereaboutsOf: async () => ({ circles: [...circles], lines: ['table'] }),
  } as unknown as Records
  const rooms = new Set<string>()
  const socket = {
    connected: true,
    rooms,
    data: { actor: { personId: 'ada', signInId: null }, circles: new Map() },
    join: (names: string | string[]) => [names].flat().forEach((name) => rooms.add(name)),
    leave: (name: string) => rooms.delete(name),
  } as unknown as LiveSocket
  return { listening: createListening(serving, records), circles, socket }
}

test('a socket hears the circles of its person, and is told once which of them are new to it', async () => {
  const { listening, circles, socket } = openNode({ stands: true })
  const both = [listening.listenToTheirs(socket), listening.listenToTheirs(socket)]
  expect(await Promise.all(both)).toEqual([['circle'], []])
  expect([...socket.rooms]).toEqual([roomAudience('commons'), lobbyAudience('table')])
  circles.push({ circleId: 'second', commonsId: 'commons of the second' })
  expect(await listening.listenToTheirs(socket)).toEqual(['second'])
  expect(socket.rooms.has(roomAudience('commons of the second'))).toBe(true)
})

test('a circle that is read late is not taken away again: only the event of a removal does that', async () => {
  const { listening, circles, socket } = openNode({ stands: true })
  await listening.listenToTheirs(socket)
  circles.length = 0
  expect(await listening.listenToTheirs(socket)).toEqual([])
  expect([...socket.data.circles]).toEqual([['circle', 'commons']])
})

test('INV-7 where access does not stand still nobody is let in to hear, nor told that they were', async () => {
  const { listening, socket } = openNode({ stands: false })
  await expect(listening.listen(socket, 'table')).rejects.toMatchObject({ code: 'unavailable' })
  await expect(listening.listenToTheirs(socket)).rejects.toMatchObject({ code: 'unavailable' })
  expect(socket.rooms.size).toBe(0)
})
