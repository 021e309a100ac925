import { useState } from 'preact/hooks'
import type { Answer } from '../../shared/errors.ts'
import type { Recap, Source } from '../../shared/recaps.ts'
import { run } from '../api/run.ts'
import { paths } from '../router.ts'
import { circle } from '../state/circle.ts'
import { problemOf } from '../state/doing.ts'
import { me, myId } from '../state/me.ts'
import { ConfirmDialog } from '../ui/dialog.tsx'
import { findCandidates } from './candidates.ts'
import { CiteDialog } from './cite-dialog.tsx'
import { changeBullet, withCite } from './edit.ts'
import { EditorView } from './editor-view.tsx'
import { SignDialog } from './sign-dialog.tsx'
import { StaleBanner } from './stale-banner.tsx'
import type { Unsaved } from './unsaved.ts'
import { useEditor } from './use-editor.ts'

/** Edits the draft of a recap, saves it as versions, and signs it. */
export function RecapEditor({ recap, unsaved }: { recap: Recap; unsaved: Unsaved | null }) {
  const { saved, edit, isChanged, hasTried, isBusy, problem, theirVersion, ...desk } = useEditor(recap, unsaved)
  const { setEdit, save, loadTheirs, drop, learn, sourceOf } = desk
  const [citing, setCiting] = useState<number | null>(null)
  const [candidates, setCandidates] = useState<Answer<Source[]> | null>(null)
  const [isSigning, setSigning] = useState(false)
  const [isDropping, setDropping] = useState(false)
  const { circleId, recapId, version } = saved
  const signer = circle.value?.members.find(({ memberId }) => memberId === myId.value)?.name ?? me.value?.name ?? ''

  function openCandidates(key: number) {
    setCiting(key)
    if (!candidates?.ok) lookForCandidates()
  }

  function lookForCandidates() {
    setCandidates(null)
    void findCandidates(recap).then(setCandidates)
  }

  function cite(source: Source) {
    const bullet = edit.bullets.find(({ key }) => key === citing)
    if (bullet) setEdit(changeBullet(edit, bullet.key, { cites: withCite(bullet.cites, source) }))
    learn([source])
    setCiting(null)
  }

  async function sign() {
    const answer = await run('recap:sign', { circleId, recapId, version })
    // The signed page is the server's own, for members and readers alike.
    if (answer.ok) location.assign(paths.recap(recapId))
    return problemOf(answer)
  }

  return (
    <>
      <EditorView
        recap={saved}
        edit={edit}
        isChanged={isChanged}
        isBusy={isBusy}
        hasTried={hasTried}
        problem={problem}
        stale={
          theirVersion !== null && (
            <StaleBanner onTheirs={() => void loadTheirs()} onMine={() => void save(theirVersion)} />
          )
        }
        sourceOf={sourceOf}
        onEdit={setEdit}
        onCite={openCandidates}
        onDrop={() => setDropping(true)}
        onSave={() => void save()}
        onSign={async () => {
          if (!isChanged || (await save())) setSigning(true)
        }}
      />
      {citing !== null && (
        <CiteDialog
          candidates={candidates}
          cites={edit.bullets.find(({ key }) => key === citing)?.cites ?? []}
          onCite={cite}
          onRetry={lookForCandidates}
          onClose={() => setCiting(null)}
        />
      )}
      {isDropping && (
        <ConfirmDialog
          title="Drop what you changed?"
          confirm="Drop it"
          cancel="Keep it"
          isGrave
          onConfirm={async () => {
            drop()
            return null
          }}
          onClose={() => setDropping(false)}
        >
          <p>What was saved last stands here again. What you have changed since is gone.</p>
        </ConfirmDialog>
      )}
      {isSigning && <SignDialog title={saved.title} signer={signer} onSign={sign} onClose={() => setSigning(false)} />}
    </>
  )
}
