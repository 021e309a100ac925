import { connectionsOf, cut } from './connections.ts'
import type { LiveServer } from './io.ts'

/** How a node lets its people go before it stops, in milliseconds. */
export type DrainPace = {
  /** From saying that it is not ready until it turns people away: as long as a load balancer takes to notice. */
  noticeMs: number
  /** How long commands that are being answered may take. */
  answersMs: number
  /** Over how long connections are closed, and clients spread their return. */
  spreadMs: number
}

/** For a node among others; one that is alone has nobody to hand its people to. */
export const usualPace: DrainPace = { noticeMs: 3_000, answersMs: 2_000, spreadMs: 5_000 }
export const lonePace: DrainPace = { noticeMs: 0, answersMs: 2_000, spreadMs: 0 }

const batches = 10
const lingerMs = 1_000

/**
 * Sends everybody away so that they come back by themselves, elsewhere and not all at once. Connections are closed, sockets
 * are not disconnected: a client takes a disconnection by the server as final and stays away.
 */
export async function drain(
  io: LiveServer,
  node: { running(): number; turnAway(): void; pace: DrainPace },
): Promise<void> {
  const { noticeMs, answersMs, spreadMs } = node.pace
  if (connectionsOf(io).length > 0) await pause(noticeMs)
  node.turnAway()
  await until(() => node.running() === 0, answersMs)

  for (const socket of io.of('/').sockets.values()) {
    socket.emit('signal', 'drain', { afterMs: Math.round(Math.random() * spreadMs * 1.6) })
  }
  const waiting = connectionsOf(io)
  const batchSize = Math.ceil(waiting.length / batches)
  for (let from = 0; from < waiting.length; from += batchSize) {
    for (const connection of waiting.slice(from, from + batchSize)) connection.close()
    await pause(spreadMs / batches)
  }
  await until(() => connectionsOf(io).length === 0, lingerMs)
  for (const connection of connectionsOf(io)) cut(connection)
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function until(isSo: () => boolean, atMostMs: number): Promise<void> {
  for (let waitedMs = 0; !isSo() && waitedMs < atMostMs; waitedMs += 20) await pause(20)
}
