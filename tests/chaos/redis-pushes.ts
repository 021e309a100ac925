const bytesOf = (chars: string) => [...chars].map((char) => char.charCodeAt(0))
const simple = new Set(bytesOf('+-:_#,('))
const strings = new Set(bytesOf('$=!'))
/** Lists, and how many values each of their items has. */
const lists = new Map<number, number>([...bytesOf('*~>').map((byte) => [byte, 1] as const), [bytesOf('%')[0]!, 2]])

/**
 * Follows what Redis answers, frame by frame (RESP 2 and 3), and loses some of what it pushes to the subscribers of a
 * sharded channel. Answers pass whole, so the connection itself stays well.
 */
export function losePushes(isLost: () => boolean): (bytes: Buffer) => Buffer {
  let rest: Buffer = Buffer.alloc(0)
  return (bytes) => {
    const data = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes
    const kept: Buffer[] = []
    let at = 0
    for (let end = frameEnd(data, at); end !== null; end = frameEnd(data, at)) {
      const frame = data.subarray(at, end)
      if (!isPush(frame) || !isLost()) kept.push(frame)
      at = end
    }
    rest = data.subarray(at)
    return Buffer.concat(kept)
  }
}

function isPush(frame: Buffer): boolean {
  return frame.subarray(0, 24).toString('latin1').includes('\r\nsmessage\r\n')
}

/** Where the frame ends that begins at a place; null while it is not complete. */
function frameEnd(data: Buffer, at: number): number | null {
  const lineEnd = data.indexOf('\r\n', at)
  if (at >= data.length || lineEnd < 0) return null
  const type = data[at]!
  const after = lineEnd + 2
  if (simple.has(type)) return after
  const count = Number(data.toString('latin1', at + 1, lineEnd))
  if (strings.has(type)) {
    const end = count < 0 ? after : after + count + 2
    return end <= data.length ? end : null
  }
  const each = lists.get(type)
  if (each === undefined)
    throw new Error(`Redis said something that is no RESP: ${data.toString('latin1', at, at + 20)}`)
  let end: number | null = after
  for (let i = 0; i < count * each && end !== null; i++) end = frameEnd(data, end)
  return end
}
