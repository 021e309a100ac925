const samples: number[] = []

/**
 * Takes note of the server's time as an answer carried it. An answer is never early, so of the last eight samples the
 * largest offset is the one that travelled fastest.
 */
export function noteServerTime(serverNow: number): void {
  samples.push(serverNow - Date.now())
  if (samples.length > 8) samples.shift()
}

/** Milliseconds by the server's clock, as well as this device knows it. */
export const serverTime = () => Date.now() + (samples.length > 0 ? Math.max(...samples) : 0)
