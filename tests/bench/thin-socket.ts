import { connect, type Socket } from 'node:net'

/** A websocket that speaks as much of Socket.IO as a load generator needs, at a fraction of the cost of the client. */
export type ThinSocket = {
  emit(name: string, input: unknown, onAck: (text: string) => void): void
  close(): void
}

export type ThinOptions = {
  port: number
  headers: Record<string, string>
  /** The text of each `event`, as JSON without its frame. */
  onEvent(text: string): void
  onLost(why: string): void
}

const handshake = (port: number, headers: Record<string, string>) =>
  [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: a2l0aC1pcy1iZW5jaGluZw==',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '\r\n',
  ].join('\r\n')

/** Resolves when the server has let the socket in. */
export function openThinSocket({ port, headers, onEvent, onLost }: ThinOptions): Promise<ThinSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<ThinSocket>()
  const acks = new Map<number, (text: string) => void>()
  let wire: Socket
  let nextAck = 0
  let isClosing = false

  const socket: ThinSocket = {
    emit(name, input, onAck) {
      acks.set(nextAck, onAck)
      wire.write(textFrame(`42${nextAck++}${JSON.stringify([name, input])}`))
    },
    close() {
      isClosing = true
      wire.destroy()
    },
  }
  const lost = (why: string) => {
    if (isClosing) return
    isClosing = true
    reject(new Error(why))
    onLost(why)
  }
  const read = frameReader((text) => {
    if (text.startsWith('42["event",')) return onEvent(text.slice(11, -1))
    if (text.startsWith('43')) {
      const bracket = text.indexOf('[')
      const id = Number(text.slice(2, bracket))
      acks.get(id)?.(text.slice(bracket + 1, -1))
      acks.delete(id)
    } else if (text === '2') wire.write(textFrame('3'))
    else if (text.startsWith('0')) wire.write(textFrame('40'))
    else if (text.startsWith('40')) resolve(socket)
    else if (text.startsWith('44')) lost(text)
  })

  wire = connect({ port, host: '127.0.0.1', noDelay: true }, () => wire.write(handshake(port, headers)))
  wire.on('data', read)
  wire.on('error', (error) => lost(error.message))
  wire.on('close', () => lost('closed by the server'))
  return promise
}

/** One text frame with a mask of zeros, which leaves the text as it is. */
function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const head = length < 126 ? 6 : 8
  const frame = Buffer.alloc(head + length)
  frame[0] = 0x81
  frame[1] = 0x80 | (length < 126 ? length : 126)
  if (head === 8) frame.writeUInt16BE(length, 2)
  frame.write(text, head)
  return frame
}

function frameReader(onText: (text: string) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  let isOpen = false
  return (chunk) => {
    let data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    if (!isOpen) {
      const end = data.indexOf('\r\n\r\n')
      if (end < 0) return void (rest = data)
      isOpen = true
      data = data.subarray(end + 4)
    }
    let at = 0
    while (data.length - at >= 2) {
      const short = data[at + 1]! & 0x7f
      const head = short === 127 ? 10 : short === 126 ? 4 : 2
      if (data.length - at < head) break
      const length =
        short === 127 ? Number(data.readBigUInt64BE(at + 2)) : short === 126 ? data.readUInt16BE(at + 2) : short
      if (data.length - at < head + length) break
      if ((data[at]! & 0x0f) === 1) onText(data.toString('latin1', at + head, at + head + length))
      at += head + length
    }
    rest = at === 0 ? data : data.subarray(at)
  }
}
