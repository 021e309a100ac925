/** A round that was held or is settled: who sat with whom. */
export type PastRound = { groups: string[][] }

/** Sizes of the groups of every round; `count` fixes their number, else it is the feasible one nearest to `target`. */
export type GroupSize = { min: number; max: number; target?: number; count?: number }

/**
 * What is to be planned. Entries of `keepApart` are pairwise apart, of `keepTogether` together (and that
 * transitively). `rounds` counts the rounds to plan; `attendance.round` is 1-based over those. `history` (earlier
 * sessions) and `fixedRounds` (this session) count as already met; whoever has left since is passed over there.
 * `tags` are spread evenly as far as that costs no new meeting. `everyoneMeets` lifts the limit on how often two
 * people meet in one session. `start` holds rounds planned earlier, to be kept as far as they still serve.
 */
export type Instance = {
  members: string[]
  rounds: number
  groupSize: GroupSize
  keepApart?: string[][]
  keepTogether?: string[][]
  facilitators?: string[]
  facilitatorPerGroup?: 'required' | 'preferred'
  history?: PastRound[]
  fixedRounds?: PastRound[]
  attendance?: { round: number; absent: string[] }[]
  tags?: Record<string, string>
  everyoneMeets?: boolean
  start?: PastRound[]
}

/** One breakout of a plan. `leader` is a facilitator where there is one; `reasons` has one line per member. */
export type PlannedGroup = {
  members: string[]
  leader: string | null
  noteTaker: string
  reasons: [member: string, reason: string][]
}

export type RefusalCode =
  | 'conflicting_constraints'
  | 'together_too_large'
  | 'together_impossible'
  | 'apart_impossible'
  | 'too_few_members'
  | 'no_group_split'
  | 'unknown_member'
  | 'duplicate_member'
  | 'invalid_fixed_round'
  | 'invalid_rounds'
  | 'invalid_group_size'
  | 'not_enough_facilitators'

/**
 * Why nothing can be planned. `message` and `people` name who is concerned: they are for whoever wrote the
 * constraints, never for a circle, where a keep-apart pair must stay unknown. `nearest` holds feasible sizes, if sizes
 * are the cause.
 */
export type Refusal = { code: RefusalCode; message: string; people: string[]; nearest: number[][] }

export type Plan = { rounds: { groups: PlannedGroup[] }[]; repeats: number; mostMeetings: number; unmet: number }

export type PlanAnswer = { status: 'ok'; plan: Plan } | { status: 'error'; refusal: Refusal }
