/** What one connection heard of its room, in the order of arrival. */
export type Heard = { seqs: number[]; numbers: number[] }

/** Counts what was said and heard. Each message begins with its number, so that it is known again where it arrives. */
export type Tally = {
  /** Gives the text of the next message, and remembers when it was said. */
  say(): { number: number; text: string }
  answered(roomId: string, number: number, answer: string): void
  hear(roomId: string, heard: Heard, text: string): void
  lose(why: string): void
  deliveries: number[]
  replies: number[]
  /** Number and place in the log of what was accepted, by room. */
  accepted: Map<string, { number: number; seq: number }[]>
  refused: number
  lost: string[]
}

/** Messages of 120 bytes, as in the measurements that these figures are compared with. */
const bytes = 120

export function createTally(): Tally {
  const saidAt: number[] = []
  const filler =
    ' Somebody says something of the usual length at a table of eight people who know each other quite well.'
  return {
    deliveries: [],
    replies: [],
    accepted: new Map(),
    refused: 0,
    lost: [],

    say() {
      const number = saidAt.push(performance.now()) - 1
      return { number, text: `${number}:${filler}`.padEnd(bytes, '.').slice(0, bytes) }
    },

    answered(roomId, number, answer) {
      this.replies.push(performance.now() - saidAt[number]!)
      if (!answer.startsWith('{"ok":true')) {
        if (this.refused++ === 0) process.stderr.write(`the first refusal: ${answer.slice(0, 200)}\n`)
        return
      }
      const inRoom = this.accepted.get(roomId) ?? []
      inRoom.push({ number, seq: numberAfter(answer, '"seq":') })
      this.accepted.set(roomId, inRoom)
    },

    hear(roomId, heard, text) {
      if (!text.includes('"kind":"message:sent"') || !text.includes(roomId)) return
      const number = numberAfter(text, '"text":"')
      heard.seqs.push(numberAfter(text, '"seq":'))
      heard.numbers.push(number)
      const at = saidAt[number]
      if (at !== undefined) this.deliveries.push(performance.now() - at)
    },

    lose(why) {
      this.lost.push(why)
    },
  }
}

function numberAfter(text: string, name: string): number {
  let at = text.indexOf(name) + name.length
  let value = 0
  for (let digit = text.charCodeAt(at) - 48; digit >= 0 && digit <= 9; digit = text.charCodeAt(++at) - 48) {
    value = value * 10 + digit
  }
  return value
}
