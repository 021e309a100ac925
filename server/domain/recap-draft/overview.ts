import type { DraftBullet } from './transcript.ts'
import type { Turn } from './turns.ts'
import type { Weights } from './weights.ts'
export function overviewOf(_turns: readonly Turn[], _weights: Weights): DraftBullet | null {
  return null
}
