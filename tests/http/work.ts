import type { House } from '../support/house.ts'

/** What every node does by the clock, whatever is asked of it meanwhile. */
const byTheClock = ['now', 'dueWork', 'doDueWork', 'nextDueInMs', 'dueOpenings', 'heads']

/** Gives with an answer what was asked of the database for it, in order: each call is one query of one shape. */
export function watchWork(house: House) {
  const { records, log } = house.app.live.ports
  let work: string[] = []
  for (const store of [records, log] as object[]) {
    for (const [name, call] of Object.entries(store) as [string, (...given: unknown[]) => unknown][]) {
      const watched = (...given: unknown[]) => {
        // A name of an operation or a query is part of its shape, ids are not.
        const shape = given.filter((one) => typeof one === 'string' && !/^[0-9a-f-]{36}$/.test(one))
        if (!byTheClock.includes(name)) work.push([name, ...shape].join(' '))
        return call(...given)
      }
      Object.assign(store, { [name]: watched })
    }
  }
  return async <Answer>(ask: () => Promise<Answer>): Promise<[Answer, string[]]> => {
    work = []
    return [await ask(), work]
  }
}
