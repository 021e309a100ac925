/** What goes wrong while people are being reached, and never stops a node. */
export type TroubleKind =
  | 'redis_lost'
  | 'bus_publish_failed'
  | 'bus_notice_dropped'
  | 'bus_listener_failed'
  | 'delivery_failed'
  | 'hole_read_failed'
  | 'heads_read_failed'
  | 'hearers_read_failed'
  | 'presence_failed'
  | 'pulse_failed'
  | 'node_life_failed'
  | 'due_work_failed'
  | 'sign_ins_read_failed'
  | 'connection_failed'
  | 'counter_failed'
  | 'slow_reader_cut'
  | 'flood_cut'
  | 'loop_failed'

/** Counts trouble, and logs what is worth a line. Must not throw. */
export type Trouble = (kind: TroubleKind, error?: unknown) => void
