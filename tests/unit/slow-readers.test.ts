import { expect, test } from 'vitest'
import type { Connection } from '../../server/live/connections.ts'
import type { LiveServer } from '../../server/live/io.ts'
import { createSlowReaders } from '../../server/live/slow-readers.ts'

/** A node whose only reader has these packets waiting, and a clock; gives when the reader is cut, in milliseconds. */
function cutAfter(writeBuffer: Connection['writeBuffer'], bufferedAmount = 0): number | null {
  let now = 0
  let cutAt: number | null = null
  const reader = {
    writeBuffer,
    transport: { socket: { bufferedAmount, terminate: () => (cutAt ??= now) } },
    close() {},
  }
  const io = { engine: { clients: { reader } } } as unknown as LiveServer
  const { sweep } = createSlowReaders(
    io,
    () => {},
    () => now,
  )
  for (; now <= 5_000 && cutAt === null; now += 250) sweep()
  return cutAt
}

const said = (bytes: number) => ({ data: '42["event",{}]', options: { wsPreEncodedFrame: [Buffer.alloc(bytes)] } })

test('who has more than a megabyte waiting is cut after a second and a half, whatever it is written in', () => {
  expect(cutAfter([{ data: 'a'.repeat(1_000_001) }])).toBe(1_500)
  expect(cutAfter([{ data: '\u6c34'.repeat(333_334) }])).toBe(1_500)
  expect(cutAfter([said(600_000), said(400_001)])).toBe(1_500)
  expect(cutAfter([said(600_000)], 400_001)).toBe(1_500)
})

test('who has less waiting, in few packets, is never cut', () => {
  expect(cutAfter([{ data: 'a'.repeat(1_000_000) }])).toBe(null)
  expect(cutAfter([said(500_000)], 500_000)).toBe(null)
  expect(cutAfter(Array.from({ length: 256 }, () => ({})))).toBe(null)
  expect(cutAfter(Array.from({ length: 257 }, () => ({})))).toBe(1_500)
})
