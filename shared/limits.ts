/**
 * The sizes that Kith promises. How many people a circle, a table, a breakout and a session's guests come to is enforced by
 * the database again: a cap that only code knows is no promise. Lengths are in UTF-16 units, durations in the unit at the end
 * of their name or in the words beside them.
 */
export const limits = {
  circle: {
    min: 3,
    max: 150,
    absolute: 500,
    nameLength: 60,
    purposeLength: 160,
    problemLength: 400,
    conductLength: 1_500,
  },
  values: { max: 6, length: 60 },
  member: { nameLength: 60 },
  invite: { reasonMin: 40, reasonLength: 600, lifeMs: 14 * 24 * 3_600_000 },
  /** Guests of one session, all in all; for how long they stay at most, and for how long their invite waits. */
  guest: { perSession: 2, stayMs: 12 * 3_600_000, inviteLifeMs: 24 * 3_600_000 },
  table: { min: 2, max: 50, usual: 12, nameLength: 60 },
  /** Any member may host a session in a table of this many seats or fewer. */
  memberHostedSeats: 12,
  /** `shift` is by how many minutes a round is made longer or shorter at once. */
  breakout: {
    min: 6,
    max: 10,
    withOverride: 11,
    rooms: 25,
    taskLength: 280,
    minutes: { min: 1, max: 240 },
    shift: 60,
    keptMs: 600_000,
  },
  /** How long people choose their breakouts, in seconds. */
  choosing: { minS: 15, maxS: 900 },
  /** How long somebody has the floor, in seconds. */
  timer: { minS: 5, maxS: 3_600, labelLength: 60 },
  /** How many composed rounds a table keeps for later. */
  prepared: 20,
  /** How many minutes into a session a prepared round can open by itself. */
  opensAfter: { min: 1, max: 480 },
  /** The words by which people are spread over breakouts. */
  tag: { length: 30 },
  /** How many people one member may ask to sit apart from. */
  keepApart: { max: 12 },
  harvest: { headlineLength: 140, lineLength: 280, insights: 3, lines: 10, correctWithinMs: 24 * 3_600_000 },
  /** `open`: how many calls of one person wait at a table at once. */
  help: { textLength: 280, about: 10, outcomeLength: 2_000, open: 20 },
  session: { titleLength: 120 },
  /** The newest sessions of which somebody sees who sat with whom. */
  sessionsShown: 20,
  message: { length: 8_000, editWithinMs: 15 * 60_000 },
  /** `kept`: the newest that who comes later is still shown. */
  announcement: { length: 1_000, kept: 20 },
  /** The newest asides that a person sees of a session. */
  asides: 50,
  reaction: { length: 32, kinds: 20 },
  recap: { bullets: 10, bulletLength: 280, citations: 5, titleLength: 160 },
  reason: { length: 600 },
  seat: { graceMs: 20_000, sessionGraceMs: 120_000, breakoutGraceMs: 600_000, offerMs: 120_000 },
  signIn: {
    deviceCodeMs: 10 * 60_000,
    mailLinkMs: 10 * 60_000,
    operatorLinkMs: 24 * 3_600_000,
    emailProofMs: 3_600_000,
    /** For so long after it has proved whose it is, a sign-in may change the ways in. */
    provedMs: 10 * 60_000,
  },
  passkey: { perPerson: 20, labelLength: 60, challengeMs: 5 * 60_000 },
  /** The newest messages that a room's state holds; older ones are paged. */
  newestMessages: 50,
  /** Who is further behind than this takes a fresh snapshot instead of replaying. */
  replayAtMost: 200,
  page: 200,
  packetBytes: 64 * 1_024,
} as const
