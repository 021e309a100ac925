import type { Id } from '../../shared/ids.ts'
import type { LiveServer } from './io.ts'

/** Ends the sockets of sign-ins that have ended: here at once, and on every other node when it looks, without Redis. */
export type SignOuts = {
  signedOut(signInId: Id): void
  /** Asks which sign-ins of this node's sockets have ended. */
  look(): Promise<void>
}

/** @param endedOf which of these sign-ins have ended */
export function createSignOuts(io: LiveServer, endedOf: (signInIds: Id[]) => Promise<Id[]>): SignOuts {
  return {
    signedOut: (signInId) => end(new Set([signInId])),
    async look() {
      const here = new Set<Id>()
      for (const { data } of io.of('/').sockets.values()) if (data.actor.signInId) here.add(data.actor.signInId)
      if (here.size > 0) end(new Set(await endedOf([...here])))
    },
  }

  // Final for the client, as it should be: nothing brings this sign-in back.
  function end(signInIds: Set<Id>): void {
    for (const socket of io.of('/').sockets.values()) {
      const { signInId } = socket.data.actor
      if (signInId && signInIds.has(signInId)) socket.disconnect(true)
    }
  }
}
