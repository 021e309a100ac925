type Wire = {
  connected: boolean
  /** What was asked over it, in order. */
  asked: [name: string, input: unknown][]
  /** What it answers to a name; to all others it gives `answer`. */
  answers: Record<string, () => unknown>
  answer: unknown
  becomes(isOpen: boolean): void
  timeout(): Wire
  [part: string]: unknown
}

/** A websocket of Socket.IO's client without a server: it opens, closes and answers as it is told. */
export function createToldWire(): Wire {
  const listeners = new Map<string, () => void>()
  const wire: Wire = {
    connected: false,
    asked: [],
    answers: {},
    answer: { ok: true, reply: {} },
    io: { engine: { once() {}, off() {}, close() {} } },
    on: (name: string, listener: () => void) => listeners.set(name, listener),
    once() {},
    off() {},
    timeout: () => wire,
    emit(name: string, input: unknown, ack: (error: null, answer: unknown) => void) {
      wire.asked.push([name, input])
      ack(null, wire.answers[name]?.() ?? wire.answer)
    },
    becomes(isOpen) {
      wire.connected = isOpen
      listeners.get(isOpen ? 'connect' : 'disconnect')!()
    },
  }
  return wire
}
