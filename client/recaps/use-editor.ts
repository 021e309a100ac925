import { useEffect, useState } from 'preact/hooks'
import type { Refusal } from '../../shared/errors.ts'
import type { Citation, Recap, Source } from '../../shared/recaps.ts'
import { run } from '../api/run.ts'
import { ask } from '../api/socket.ts'
import { useDoing } from '../state/doing.ts'
import { bulletsOf, editOf, editProblem, isSame } from './edit.ts'
import { deskOf, keepUnsaved, type Unsaved } from './unsaved.ts'

/** A draft on the desk: what was saved last, what stands there now, and the ways between the two. */
export function useEditor(loaded: Recap, unsaved: Unsaved | null) {
  const [desk] = useState(() => deskOf(loaded, unsaved))
  const [saved, setSaved] = useState(desk.saved)
  const [edit, setEdit] = useState(desk.edit)
  const [known, setKnown] = useState(desk.known)
  const [newer, setNewer] = useState(desk.newer)
  const [hasTried, setTried] = useState(false)
  const doing = useDoing()
  const isChanged = !isSame(edit, editOf(saved))
  useLeaveWarning(isChanged)
  useEffect(() => keepUnsaved(saved, edit, known), [saved, edit])

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
    setNewer(null)
    setTried(false)
    return true
  }

  async function loadTheirs(): Promise<void> {
    const reply = await doing.go(() => ask('recap:view', { recapId: saved.recapId }))
    if (!reply) return
    setSaved(reply)
    setEdit(editOf(reply))
    setNewer(null)
    learn(reply.sources)
  }

  /** Back to what was saved last, as far as that is known here. */
  function drop(): void {
    setSaved({ ...saved, version: newer ?? saved.version })
    setEdit(editOf(saved))
    setNewer(null)
    setTried(false)
  }

  const learn = (sources: readonly Source[]) => setKnown((before) => [...before, ...sources])
  const sourceOf = (cite: Citation) => known.findLast(({ roomId, seq }) => roomId === cite.roomId && seq === cite.seq)
  const stale = staleVersion(doing.refusal)
  const problem = stale === null ? doing.problem : null
  const theirVersion = stale ?? newer
  const ways = { setEdit, save, loadTheirs, drop, learn, sourceOf }
  return { saved, edit, isChanged, hasTried, isBusy: doing.isBusy, problem, theirVersion, ...ways }
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
