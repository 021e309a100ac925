import type { ErrorCode, ErrorDetails, Refusal } from '../../shared/errors.ts'

/** The sentence that a person reads for a refusal: what happened, and where there is something to do, what. */
export function refusalText({ code, details }: Refusal): string {
  const byReason = details.reason === undefined ? undefined : reasons[details.reason]
  // A node of the next release may refuse with what this client has never heard of.
  const sentence = byReason ?? codes[code] ?? codes.internal
  return typeof sentence === 'string' ? sentence : sentence(details)
}

type Sentence = string | ((details: ErrorDetails) => string)

const reasons: Record<string, Sentence> = {
  offline: 'Kith cannot be reached right now. Check your connection; nothing you wrote is lost.',
  no_seat: 'This waits for a seat: take one, and it is sent by itself.',
  seated_elsewhere: 'You sit at another table. You can move here, and your seat there becomes free.',
  placed_elsewhere: 'Your place is elsewhere now: you sit in another breakout, or at another table.',
  room_closed: 'This room is closed.',
  not_host: 'Only who hosts here can do this.',
  last_steward: 'A circle needs a steward. Make somebody else one first.',
  needs_second_steward: 'A circle of this size needs a second steward.',
  name_taken: 'Somebody in this circle already goes by this name, or by one that looks the same.',
  circle_name_taken: 'You are in a circle of this name already, or of one that looks the same.',
  table_name_taken: 'Another table here already has this name, or one that looks the same.',
  circle_full: 'This circle is full.',
  already: 'This was done already.',
  guest: 'Guests take part in the session. This is for members.',
  guests: 'A session has two guests at most, and has had them.',
  already_guest: 'You are a guest of this session already.',
  session_running: 'A session is already on at this table.',
  no_session: 'This needs a session: start one first.',
  last_breakout: 'This is the last breakout: bring everybody back instead.',
  not_addressed: 'A host speaks first. To call one, ask for help.',
  outcome: 'Write what was done about it: it is kept for those who may see this call.',
  not_claimed: 'Only who has taken this call can give it back.',
  may_not_host: 'At a table of this size a facilitator or a steward hosts. Anybody can help as a co-host.',
  time_asked: 'Somebody here has asked for more time already.',
  ending: 'This ends within a minute already.',
  timer_length: 'A timer runs for an hour at most.',
  breakouts: 'There are as many breakouts as a round can have.',
  member: 'Who is meant is not there any more: choose somebody else.',
  harvest_over: 'A card can be corrected for a day. This one is older.',
  claimed: 'Somebody else is on the way already.',
  people: 'These people cannot sit like this.',
  rules: ({ nearest }) =>
    nearest?.length
      ? `Not all of this can be kept at once. It could with ${nearest.map(({ label }) => label).join(', or ')}.`
      : 'Not all of this can be kept at once: leave something out.',
  chosen: 'The time to choose is up.',
  not_connected: 'That breakout hears you no longer. Say it here alone, or let it go.',
  no_prepared: 'This prepared round is there no longer.',
  passed: 'That moment of the session is over: choose a later one.',
  prepared: 'That is as many as a table keeps. Remove one first.',
  no_round: 'No round was held at this table yet.',
  yourself: 'This is about somebody else than you.',
  wishes: 'That is as many wishes as one person can have. Let one go first.',
  round_open: 'Breakouts are open. Bring everybody back first.',
  stale: 'Somebody has changed this since you opened it. Load it again to see what they did.',
  edit_window: 'A message can be changed for 15 minutes. This one is older.',
  too_many_bullets: 'A recap has ten bullets at most.',
  already_member: 'You belong to this circle already.',
  not_author: 'Only who wrote this can change it.',
  reactions: 'This message has all the kinds of reactions that it can take.',
  seats_taken: 'More people are in than that. Nobody loses a seat: wait until enough have left.',
  leave_instead: 'To go yourself, leave the circle instead.',
  room_full: 'All seats here are taken.',
  signed: 'This recap is signed: it stays as it is.',
  no_bullets: 'A recap needs one bullet at least.',
  // The words of others stand for themselves, whatever direction they are written in.
  removed: ({ name, said }) =>
    `You were removed from \u2068${name}\u2069. The reason that was given: \u2068${said}\u2069`,
  reauth_required: 'First show once more that it is you: sign in again, by a link or with a passkey, then repeat this.',
  passkey_rejected: 'This passkey is not known here, or it did not answer as it should. Try again or use another.',
  passkey_kept: 'This device holds a passkey of yours already, or you have as many as one person can.',
  no_passkey_shown: 'No passkey came from this device, and nothing has changed. Try again when you like.',
  no_passkeys: 'Passkeys need an address with https and a name; this Kith is reached in another way.',
  no_mail: 'This Kith sends no mail: whoever runs it can make a link for you.',
  number_needed: 'This link was asked for in another browser: type the number that it shows.',
  number_wrong: 'That is not the number. The third wrong one spends the link.',
  email_taken: 'This address belongs to another sign-in already.',
  role: 'Your role in this circle does not allow this.',
  uncited: 'Each bullet stands on at least one message of the session.',
}

const codes: Record<ErrorCode, Sentence> = {
  invalid: ({ message, path }) =>
    message ? `This cannot be taken as it is: ${fieldName(path)}${message}.` : 'This cannot be taken as it is.',
  unauthenticated: 'You are signed out. Sign in again to go on.',
  forbidden: 'Your role in this circle does not allow this.',
  not_found: 'There is nothing here, or it is not yours to see.',
  full: 'All seats are taken.',
  conflict: 'This does not fit what has happened meanwhile. Look again and repeat it.',
  infeasible: ({ nearest }) =>
    nearest?.length
      ? `This cannot be divided so. The nearest ways: ${nearest.map(({ label }) => label).join('; ')}.`
      : 'This cannot be divided so.',
  off_record: 'This room is off the record: nothing of it is kept.',
  closed: 'This is over.',
  timed_out: 'No answer came in time. Try once more.',
  too_many: ({ retryAfterMs }) => `That was a lot at once. Try again ${waitText(retryAfterMs)}.`,
  too_large: 'This is too long to send.',
  unavailable: 'Kith is catching its breath. Try again in a moment.',
  internal: 'Something went wrong on our side. Nothing was changed.',
}

const fieldName = (path?: string) => (path ? `${path.split('.').at(-1)} ` : '')

const waitText = (ms?: number) =>
  ms === undefined || ms < 1_500 ? 'in a moment' : `in ${Math.ceil(ms / 1_000)} seconds`
