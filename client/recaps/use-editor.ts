import { useEffect, useState } from 'preact/hooks'
import type { Refusal } from '../../shared/errors.ts'
import type { Citation, Recap, Source } from '../../shared/recaps.ts'
import { run } from '../api/run.ts'
import { ask } from '../api/socket.ts'
import { useDoing } from '../state/doing.ts'
import { bulletsOf, editOf, editProblem, isSame, type Edit } from './edit.ts'

/** A draft on the desk: what was saved last, what stands there now, and the ways between the two. */
export function useEditor(loaded: Recap) {
  const [saved, setSaved] = useState(loaded)
  const [edit, setEdit] = useState<Edit>(() => editOf(loaded))
  const [known, setKnown] = useState<readonly Source[]>(loaded.sources)
  const [hasTried, setTried] = useState(false)
  const doing = useDoing()
  const isChanged = !isSame(edit, editOf(saved))
  useLeaveWarning(isChanged)

  /** Saves over the version that was seen, or over a newer one on purpose. True when it is kept. */
  async function save(version = saved.version): Promise<boolean> {
    setTried(true)
    if (editProblem(edit) !== null) return false
    const { circleId, recapId } = saved
    const [title, bullets] = [edit.title.trim(), bulletsOf(edit)]
    const reply = await doing.go(() => run('recap:save', { circleId, recapId, version, title, bullets }))
    if (!reply) return false
    setSaved({ ...saved, title, bullets, version: reply.version })
    setEdit((now) => ({ ...now, title }))
    setTried(false)
    return true
  }

  async function loadTheirs(): Promise<void> {
    const reply = await doing.go(() => ask('recap:view', { recapId: saved.recapId }))
    if (!reply) return
    setSaved(reply)
    setEdit(editOf(reply))
    learn(reply.sources)
  }

  const learn = (sources: readonly Source[]) => setKnown((before) => [...before, ...sources])
  const sourceOf = (cite: Citation) => known.findLast(({ roomId, seq }) => roomId === cite.roomId && seq === cite.seq)
  const theirVersion = staleVersion(doing.refusal)
  return { saved, edit, setEdit, isChanged, hasTried, doing, save, loadTheirs, learn, sourceOf, theirVersion }
}

function staleVersion(refusal: Refusal | null): number | null {
  return refusal?.details.reason === 'stale' ? Number(refusal.details['version']) : null
}

/** The browser asks before a page with unsaved words is closed. */
function useLeaveWarning(isChanged: boolean): void {
  useEffect(() => {
    if (!isChanged) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [isChanged])
}
