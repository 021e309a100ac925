import type { Bullet, Recap, Source } from '../../shared/recaps.ts'
import { begunAt, draftsIn, keepSoon } from '../state/drafts.ts'
import { bulletsOf, editOf, isCited, isSame, type Edit } from './edit.ts'

/** What was changed in a draft and not saved: over which version, and the messages that it cites. */
export type Unsaved = { version: number; title: string; bullets: Bullet[]; sources: readonly Source[] }

/** With what the desk opens. `newer` is the version that somebody else has saved since the changes were begun. */
type Desk = { saved: Recap; edit: Edit; known: readonly Source[]; newer: number | null }

const keyOf = ({ circleId, recapId }: Pick<Recap, 'circleId' | 'recapId'>) => `${draftsIn(circleId)}recap ${recapId}`

export const unsavedIn = (circleId: string, recapId: string) => begunAt<Unsaved>(keyOf({ circleId, recapId }))

/** Keeps what is not saved yet on this device, and forgets it when nothing is. */
export function keepUnsaved(saved: Recap, edit: Edit, known: readonly Source[]): void {
  const isSaved = isSame(edit, editOf(saved))
  const bullets = bulletsOf(edit)
  const sources = known.filter((source) => bullets.some(({ cites }) => isCited(cites, source)))
  const unsaved: Unsaved = { version: saved.version, title: edit.title, bullets, sources }
  keepSoon(keyOf(saved), isSaved ? null : unsaved)
}

/** The draft as it was saved last, and what this device keeps over it. */
export function deskOf(loaded: Recap, unsaved: Unsaved | null): Desk {
  const [asLoaded, asLeft] = [editOf(loaded), unsaved && editOf(unsaved)]
  if (!unsaved || !asLeft || isSame(asLeft, asLoaded))
    return { saved: loaded, edit: asLoaded, known: loaded.sources, newer: null }
  return {
    // Saved as it is, it is refused where that version is not the newest: what to do then is for its writer to say.
    saved: { ...loaded, version: unsaved.version },
    edit: asLeft,
    known: [...unsaved.sources, ...loaded.sources],
    newer: unsaved.version === loaded.version ? null : loaded.version,
  }
}
