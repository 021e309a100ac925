import { describe } from 'vitest'
import { createMemoryPresence } from '../../server/live/memory-presence.ts'
import { presenceContract } from './presence-contract.ts'

describe('presence on one node', () => {
  presenceContract(async () => {
    let now = 1_000_000
    const presence = createMemoryPresence(() => now)
    return { here: presence, there: presence, pass: (ms) => void (now += ms), end: () => presence.close() }
  })
})
