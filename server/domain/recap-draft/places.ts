import { LIMITS } from './types.ts'
import type { DraftBullet } from './types.ts'

/**
 * The ten places of a draft: what was marked first, then points. A breakout that has none takes the place of the last
 * bullet of a room that has several, so that no decision is lost while something lesser can go.
 */
export function placed(marked: readonly DraftBullet[], points: readonly DraftBullet[]): DraftBullet[] {
  const all = [...marked, ...points]
  const kept = all.slice(0, LIMITS.bullets)
  const countOf = (section: string | undefined): number => kept.filter((one) => one.section === section).length
  for (const bullet of all.slice(LIMITS.bullets)) {
    if (bullet.section === undefined || countOf(bullet.section) > 0) continue
    const goes = kept.findLastIndex(
      (one) => countOf(one.section) > 1 || (one.section === undefined && one.type === 'point'),
    )
    if (goes < 0) continue
    kept.splice(goes, 1)
    kept.splice(
      marked.includes(bullet) ? kept.findLastIndex((one) => marked.includes(one)) + 1 : kept.length,
      0,
      bullet,
    )
  }
  return kept
}
