import { connectionOf, connectionsOf, cut } from './connections.ts'
import type { LiveServer } from './io.ts'

/** How a node lets its people go before it stops, in milliseconds. */
export type DrainPace = {
  /** From saying that it is not ready until it turns people away: as long as a load balancer takes to notice. */
  noticeMs: number
  /** How long commands that are being answered may take. */
  answersMs: number
  /** Over how long connections are closed, one after the other, so that nobody else is run over. */
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
  node: { answered(): Promise<void>; turnAway(): void; pace: DrainPace },
): Promise<void> {
  const { noticeMs, answersMs, spreadMs } = node.pace
  if (connectionsOf(io).length > 0) await pause(noticeMs)
  node.turnAway()
  // What is asked from now on may stay without an answer: whoever asked repeats it elsewhere, with the same id.
  await Promise.race([node.answered(), pause(answersMs)])

  // Each is told when its turn is, and leaves by itself; who has not left by then is closed.
  const sockets = [...io.of('/').sockets.values()]
  sockets.forEach((socket, i) => {
    socket.emit('signal', 'drain', { afterMs: Math.round((spreadMs * i) / sockets.length) })
  })
  for (let batch = 1; batch <= batches && connectionsOf(io).length > 0; batch++) {
    await pause(spreadMs / batches)
    const due = sockets.slice(0, Math.ceil((sockets.length * batch) / batches))
    for (const socket of due) connectionOf(socket).close()
  }
  await until(() => connectionsOf(io).length === 0, lingerMs)
  for (const connection of connectionsOf(io)) cut(connection)
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function until(isSo: () => boolean, atMostMs: number): Promise<void> {
  for (let waitedMs = 0; !isSo() && waitedMs < atMostMs; waitedMs += 20) await pause(20)
}
