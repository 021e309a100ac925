import type { PresenceState } from '../domain/ports.ts'

/** How long a device counts without a sign of life, and after it went: a reload or a tunnel shows no leaving. */
export const presenceLease = { lifeMs: 30_000, lingerMs: 8_000 }

// Who said on one device that they keep their head down means it, whatever the telephone in the pocket says.
const strongest: PresenceState[] = ['heads-down', 'here', 'away']

/** A person's state from those of their devices; null without any. */
export function strongestOf(states: Iterable<PresenceState>): PresenceState | null {
  const all = new Set(states)
  return strongest.find((state) => all.has(state)) ?? null
}
