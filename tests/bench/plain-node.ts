import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import postgres from 'postgres'
import { Server } from 'socket.io'
import { obeyTheBench } from './node-orders.ts'

type Said = { roomId: string; text: string }
type Ack = (answer: unknown) => void

// What Kith is compared with: Socket.IO that tells a room what somebody says, and keeps nothing; or, where there is a
// database, keeps each message before it is told. Nobody is asked who they are or whether they may.
const url = process.argv[2]
const sql = url ? postgres(url, { max: 10, onnotice: () => {} }) : null
const heads = new Map<string, number>()
const http = createServer()
const io = new Server(http, { transports: ['websocket'], serveClient: false })

io.on('connection', (socket) => {
  socket.on('room:enter', ({ roomId }: Said, ack: Ack) => {
    void socket.join(roomId)
    ack({ ok: true, reply: { no: 1, place: null, visiting: false } })
  })
  socket.on('message:send', async ({ roomId, text }: Said, ack: Ack) => {
    const { seq, at } = sql ? await keep(sql, roomId, socket.id, text) : { seq: next(roomId), at: Date.now() }
    io.to(roomId).emit('event', { roomId, seq, kind: 'message:sent', memberId: socket.id, at, body: { text } })
    ack({ ok: true, reply: { seq, at } })
  })
})

if (sql)
  await sql`create table if not exists messages (
  id bigserial primary key, room_id uuid not null, author text not null, body text not null,
  at timestamptz not null default clock_timestamp())`
obeyTheBench()
http.listen(0, '127.0.0.1', () => process.send?.({ port: (http.address() as AddressInfo).port }))

function next(roomId: string): number {
  const seq = (heads.get(roomId) ?? 0) + 1
  heads.set(roomId, seq)
  return seq
}

async function keep(sql: postgres.Sql, roomId: string, author: string, text: string) {
  const [row] = await sql<{ seq: number; at: number }[]>`
    insert into messages (room_id, author, body) values (${roomId}, ${author}, ${text})
    returning id::integer as seq, (extract(epoch from at) * 1000)::float8 as at`
  return row!
}
