/**
 * A backup is a gzip of lines. A line that begins with `#` is JSON for the reader; every other line is a row of the table
 * that was named last, as JSON. The same file goes into either database, so a circle can move from one to the other.
 */
export interface BackupHead {
  format: 1
  madeAt: string
  /** The migrations of the database, in their order. */
  migrations: string[]
  /** Tells whether a secret is the one that the backup was made with. */
  secretCheck: string
  /** The secret itself, where the installation made it; null where its operator keeps it. */
  secret: string | null
}

export interface BackupTable {
  table: string
}

export interface BackupEnd {
  rooms: RoomSum[]
  rows: number
}

/** A room's log in one line: as many events as its head says, and what they are. */
export interface RoomSum {
  roomId: string
  lastSeq: number
  events: number
  sha256: string
}

export interface BackupFigures {
  rooms: number
  events: number
  rows: number
}

export const isMark = (line: string): boolean => line.startsWith('#')
export const markOf = (value: BackupHead | BackupTable | BackupEnd): string => `#${JSON.stringify(value)}`

export function figuresOf({ rooms, rows }: BackupEnd): BackupFigures {
  return { rooms: rooms.length, events: rooms.reduce((sum, room) => sum + room.events, 0), rows }
}
