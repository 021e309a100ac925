import type { IncomingMessage, Server as HttpServer } from 'node:http'
import type { Id } from '../../shared/ids.ts'
import type { Bus, NodeLife, Ports, Presence } from '../domain/ports.ts'
import { runDueOpenings } from '../domain/openings.ts'
import { runDueWork } from '../domain/timers.ts'
import { createAddressBounds, type AddressBounds, type Bounds } from './address-bounds.ts'
import { createAnswers, type Answers } from './answers.ts'
import { createAttendance, type Attendance } from './attendance.ts'
import { nextLookInMs, startClockwork } from './clockwork.ts'
import { createDelivery } from './delivery.ts'
import { drain, lonePace, usualPace, type DrainPace } from './drain.ts'
import { createHeadsSignals } from './heads-signals.ts'
import { createIo, type LiveServer } from './io.ts'
import { createListening, type Listening } from './listening.ts'
import { createLobbySignals } from './lobby-signals.ts'
import { createPeopleHere, type PeopleHere } from './people-here.ts'
import { createPolling, type Polling } from './polling.ts'
import { createPulses, type Pulses } from './pulses.ts'
import { usualRates, type Rates } from './rates.ts'
import { createNodeCounter, type Counter } from './rate-limiter.ts'
import { createServing } from './serving.ts'
import { createSignOuts } from './sign-outs.ts'
import { createSlowReaders } from './slow-readers.ts'
import type { Stations } from './stations.ts'
import type { Trouble } from './trouble.ts'

export type LiveOptions = {
  server: HttpServer
  ports: Omit<Ports, 'bus'>
  life: NodeLife
  stations: Stations
  isAllowedOrigin(origin: string): boolean
  /** The address of who connects; behind a proxy, the one that the proxy vouches for. */
  addressOf(request: IncomingMessage): string
  /** Which of these sign-ins have ended. */
  endedSignIns(signInIds: Id[]): Promise<Id[]>
  trouble: Trouble
  rates?: Rates
  bounds?: Bounds
  pace?: DrainPace
}

/** How people of this node are reached, and everything that runs without being asked. */
export type Live = {
  io: LiveServer
  /** With the bus that carries what they write. */
  ports: Ports
  bus: Bus
  presence: Presence
  answers: Answers
  polling: Polling
  /** Counts over all nodes. */
  counter: Counter
  listening: Listening
  attendance: Attendance
  pulses: Pulses
  peopleHere: PeopleHere
  bounds: AddressBounds
  addressOf(request: IncomingMessage): string
  trouble: Trouble
  /** False from the moment that the node is told to stop. */
  isReady(): boolean
  isDraining(): boolean
  signedOut(signInId: Id): void
  /** Tells the database that this node lives, and starts what runs by the clock. */
  start(): Promise<void>
  /** Lets everybody go, then stops, stations included. The HTTP server stays with whoever made it. */
  close(options?: { atOnce: boolean }): Promise<void>
}

export function createLive(options: LiveOptions): Live {
  const { trouble, life, stations } = options
  const { records } = options.ports
  const { presence } = stations
  const counter = createNodeCounter(trouble)
  const bounds = createAddressBounds(options.bounds)
  let state: 'starting' | 'serving' | 'leaving' | 'draining' = 'starting'
  let clockwork: ReturnType<typeof startClockwork> | undefined

  const isDraining = () => state === 'draining'
  const io = createIo({ ...options, bounds, isDraining })
  io.attach(options.server)

  const lobbies = createLobbySignals(io)
  const people = createDelivery(io, {
    lobbyChanged: lobbies.changed,
    leftCircle: (circleId, memberId, sockets) => attendance.forget(circleId, memberId, sockets),
    presence: (body) => attendance.signalled(body),
    pulse: (body) => pulses.signalled(body),
  })
  const serving = createServing(stations.bus, records, people, trouble)
  const listening = createListening(serving, records)
  const attendance = createAttendance(io, stations.bus, presence, listening.commonsOf)
  const pulses = createPulses(io, stations.bus, records, listening.commonsOf)
  const heads = createHeadsSignals(io, serving, records)
  const peopleHere = createPeopleHere(life, trouble)
  const signOuts = createSignOuts(io, options.endedSignIns)
  const slowReaders = createSlowReaders(io, trouble)

  const bus: Bus = {
    ...stations.bus,
    publish(roomId, notice) {
      stations.bus.publish(roomId, notice)
      if (notice.type === 'event') pulses.wrote(notice.published)
    },
  }
  const ports: Ports = { ...options.ports, bus }
  const answers = createAnswers(ports, counter, options.rates ?? usualRates)
  let lastBeatAt = performance.now()

  return {
    io,
    ports,
    bus,
    presence,
    answers,
    polling: createPolling(ports, answers, peopleHere),
    counter: stations.counter,
    listening,
    attendance,
    pulses,
    peopleHere,
    bounds,
    addressOf: options.addressOf,
    trouble,
    isReady: () => state === 'serving',
    isDraining,
    signedOut: signOuts.signedOut,

    async start() {
      await life.beat()
      await presence.renew()
      state = 'serving'
      clockwork = startClockwork(
        [
          { everyMs: 250, failsAs: 'loop_failed', run: slowReaders.sweep },
          { everyMs: 1_000, failsAs: 'heads_read_failed', run: serving.poll },
          { everyMs: 1_000, failsAs: 'heads_read_failed', run: heads.beat },
          { everyMs: 1_000, failsAs: 'node_life_failed', run: peopleHere.sweep },
          { everyMs: 1_000, failsAs: 'due_work_failed', run: async () => nextLookInMs(await runDueWork(ports)) },
          // A loop of its own: who sits with whom takes a while to be worked out, and nothing else waits for it.
          { everyMs: 1_000, failsAs: 'due_work_failed', run: async () => nextLookInMs(await runDueOpenings(ports)) },
          { everyMs: 2_000, failsAs: 'pulse_failed', run: pulses.beat },
          { everyMs: 3_000, failsAs: 'node_life_failed', run: beat },
          { everyMs: 5_000, failsAs: 'sign_ins_read_failed', run: signOuts.look },
          { everyMs: 10_000, failsAs: 'presence_failed', run: presence.renew },
          { everyMs: 10_000, failsAs: 'presence_failed', run: attendance.compare },
          { everyMs: 2 * 3_600_000, failsAs: 'loop_failed', run: stations.assets.renew },
        ],
        trouble,
      )
    },

    async close({ atOnce } = { atOnce: false }) {
      state = 'leaving'
      const usual = stations.isAlone ? lonePace : usualPace
      const pace = atOnce ? { noticeMs: 0, answersMs: 0, spreadMs: 0 } : (options.pace ?? usual)
      await drain(io, { answered: answers.answered, turnAway: () => (state = 'draining'), pace })
      await clockwork?.stop()
      attendance.stop()
      lobbies.stop()
      await serving.close()
      await peopleHere.settled()
      await life.end().catch((error: unknown) => trouble('node_life_failed', error))
      await stations.close()
      io.engine.close()
    },
  }

  // A node that the database has forgotten, after a long silence, tells it again who is here.
  async function beat(): Promise<void> {
    await life.beat()
    const silentMs = performance.now() - lastBeatAt
    lastBeatAt = performance.now()
    if (silentMs > 30_000) peopleHere.tellAgain()
  }
}
