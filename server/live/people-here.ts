import type { Id } from '../../shared/ids.ts'
import type { NodeLife } from '../domain/ports.ts'
import type { Trouble } from './trouble.ts'

/** Who has a device on this node: sockets, and programs that poll. Kept in the database, because seats outlive devices. */
export type PeopleHere = {
  /** Resolves when the database knows that the person is here, or could not be told: it is told again at the next sweep. */
  arrive(personId: Id, deviceId: string): Promise<void>
  leave(personId: Id, deviceId: string): void
  /** Counts as a device for as long as polling goes on. */
  polled(personId: Id): void
  /** Lets polling devices go, and repeats what the database did not take. */
  sweep(): void
  /** Tells the database everything again, after it may have forgotten this node. */
  tellAgain(): void
  settled(): Promise<void>
}

/** What one person's row should say, what it says, null while that is not known, and the writing that is under way. */
type Person = { devices: string[]; pollsUntil: number; isTold: boolean | null; telling: Promise<void> | undefined }

const pollLifeMs = 15_000

export function createPeopleHere(life: NodeLife, trouble: Trouble, now: () => number = () => Date.now()): PeopleHere {
  const people = new Map<Id, Person>()
  const isHere = ({ devices, pollsUntil }: Person) => devices.length > 0 || pollsUntil > now()

  return {
    async arrive(personId, deviceId) {
      const person = personOf(personId)
      if (!person.devices.includes(deviceId)) person.devices.push(deviceId)
      await tell(personId, person)
    },
    leave(personId, deviceId) {
      const person = people.get(personId)
      if (!person?.devices.includes(deviceId)) return
      person.devices = person.devices.filter((other) => other !== deviceId)
      void tell(personId, person)
    },
    polled(personId) {
      const person = personOf(personId)
      person.pollsUntil = now() + pollLifeMs
      void tell(personId, person)
    },
    sweep() {
      for (const [personId, person] of people) if (isHere(person) !== person.isTold) void tell(personId, person)
    },
    tellAgain() {
      for (const person of people.values()) person.isTold = null
      this.sweep()
    },
    async settled() {
      await Promise.all([...people.values()].map(({ telling }) => telling))
    },
  }

  function personOf(personId: Id): Person {
    const person = people.get(personId) ?? { devices: [], pollsUntil: 0, isTold: false, telling: undefined }
    people.set(personId, person)
    return person
  }

  // One writing a person at a time: of an arrival and a departure in one moment the later one must come last.
  function tell(personId: Id, person: Person): Promise<void> {
    person.telling ??= write(personId, person).finally(() => (person.telling = undefined))
    return person.telling
  }

  async function write(personId: Id, person: Person): Promise<void> {
    try {
      while (isHere(person) !== person.isTold) {
        const isHereNow = isHere(person)
        // What fails may have taken effect all the same.
        person.isTold = null
        await (isHereNow ? life.arrived(personId) : life.departed(personId))
        person.isTold = isHereNow
      }
      if (person.isTold === false) people.delete(personId)
    } catch (error) {
      trouble('node_life_failed', error)
    }
  }
}
