import { useState } from 'preact/hooks'
import type { Recap, Source } from '../../shared/recaps.ts'
import { run } from '../api/run.ts'
import { paths } from '../router.ts'
import { circle } from '../state/circle.ts'
import { problemOf } from '../state/doing.ts'
import { me, myId } from '../state/me.ts'
import { findCandidates } from './candidates.ts'
import { CiteDialog } from './cite-dialog.tsx'
import { changeBullet, withCite } from './edit.ts'
import { EditorView } from './editor-view.tsx'
import { SignDialog } from './sign-dialog.tsx'
import { StaleBanner } from './stale-banner.tsx'
import { useEditor } from './use-editor.ts'

/** Edits the draft of a recap, saves it as versions, and signs it. */
export function RecapEditor({ recap }: { recap: Recap }) {
  const { saved, edit, setEdit, isChanged, hasTried, doing, save, loadTheirs, learn, sourceOf, theirVersion } =
    useEditor(recap)
  const [citing, setCiting] = useState<number | null>(null)
  const [candidates, setCandidates] = useState<readonly Source[] | null>(null)
  const [isSigning, setSigning] = useState(false)
  const { circleId, recapId, version } = saved
  const signer = circle.value?.members.find(({ memberId }) => memberId === myId.value)?.name ?? me.value?.name ?? ''

  function openCandidates(key: number) {
    setCiting(key)
    if (candidates === null) void findCandidates(recap).then(setCandidates)
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
        isBusy={doing.isBusy}
        hasTried={hasTried}
        problem={theirVersion === null ? doing.problem : null}
        stale={
          theirVersion !== null && (
            <StaleBanner onTheirs={() => void loadTheirs()} onMine={() => void save(theirVersion)} />
          )
        }
        sourceOf={sourceOf}
        onEdit={setEdit}
        onCite={openCandidates}
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
          onClose={() => setCiting(null)}
        />
      )}
      {isSigning && <SignDialog title={saved.title} signer={signer} onSign={sign} onClose={() => setSigning(false)} />}
    </>
  )
}
