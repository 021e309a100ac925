import { describe } from 'vitest'
import { createMemoryBus } from '../../server/live/memory-bus.ts'
import { busContract } from './bus-contract.ts'

describe('the bus of one node', () => {
  busContract(async () => {
    const bus = createMemoryBus(() => {})
    return { here: bus, there: bus, end: () => bus.close() }
  })
})
