import '../styles/recaps.css'
import type { ComponentChildren } from 'preact'
import { limits } from '../../shared/limits.ts'
import type { Citation, Recap, Source } from '../../shared/recaps.ts'
import { paths } from '../router.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Problem, TextField } from '../ui/field.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Page } from '../ui/page.tsx'
import { Time } from '../ui/time.tsx'
import { BulletEditor } from './bullet-editor.tsx'
import { addBullet, changeBullet, dropBullet, editProblem, moveBullet, type Edit } from './edit.ts'

export type EditorViewProps = {
  recap: Recap
  edit: Edit
  isChanged: boolean
  isBusy: boolean
  hasTried: boolean
  problem: string | null
  /** What to say when somebody else has saved meanwhile. */
  stale: ComponentChildren
  sourceOf: (cite: Citation) => Source | undefined
  onEdit: (edit: Edit) => void
  onCite: (key: number) => void
  onDrop: () => void
  onSave: () => void
  onSign: () => void
}

/** The draft of a recap on the desk: nobody but its hosts sees it before it is signed. */
export function EditorView(props: EditorViewProps) {
  const { recap, edit, isChanged, isBusy, hasTried, problem, stale, sourceOf } = props
  const { onEdit, onCite, onDrop, onSave, onSign } = props
  const { bullets } = edit
  return (
    <Page title={`Recap: ${recap.title}`} kind="recap-editor">
      <PageHead
        title="Recap"
        back={{ href: paths.recaps(recap.circleId), label: 'Recaps' }}
        lead={
          <>
            {recap.roomName}, <Time at={recap.startedAt} />, hosted by <bdi>{recap.hostName}</bdi>
          </>
        }
      />
      <Banner tone="info" icon="info">
        Kith has put together what was marked and what was talked about most. Only hosts see this. It becomes the
        circle's when somebody signs it with their name.
      </Banner>
      <TextField
        label="Title"
        value={edit.title}
        onValue={(title) => onEdit({ ...edit, title })}
        maxLength={limits.recap.titleLength}
        error={hasTried && edit.title.trim() === '' ? 'The recap needs a title.' : null}
      />
      <section class="stack" aria-label="Bullets">
        <div class="section-head">
          <h2>Bullets</h2>
          <span class="hint">
            {bullets.length} of {limits.recap.bullets}
          </span>
        </div>
        {bullets.length === 0 && (
          <p class="inset">
            Nothing stands here yet. Add what somebody who was not there should know, and choose the messages it stands
            on.
          </p>
        )}
        <ol class="plain-list stack">
          {bullets.map((bullet, i) => (
            <BulletEditor
              key={bullet.key}
              bullet={bullet}
              no={i + 1}
              count={bullets.length}
              hasTried={hasTried}
              sourceOf={sourceOf}
              onChange={(change) => onEdit(changeBullet(edit, bullet.key, change))}
              onMove={(by) => onEdit(moveBullet(edit, bullet.key, by))}
              onDrop={() => onEdit(dropBullet(edit, bullet.key))}
              onCite={() => onCite(bullet.key)}
            />
          ))}
        </ol>
        <div class="row">
          {bullets.length < limits.recap.bullets && (
            <Button look="quiet" icon="add" onClick={() => onEdit(addBullet(edit))}>
              Add a bullet
            </Button>
          )}
          {isChanged && (
            <Button look="plain" isBusy={isBusy} onClick={onDrop}>
              Drop my changes
            </Button>
          )}
        </div>
      </section>
      <footer class="card recap-foot">
        {stale}
        <Problem text={problem ?? (hasTried ? editProblem(edit) : null)} />
        <span class="hint grow" role="status">
          {isChanged
            ? 'Not saved yet; kept on this device.'
            : `Saved${recap.version > 0 ? ` as version ${recap.version}` : ''}.`}
        </span>
        <Button look="quiet" isBusy={isBusy} disabled={!isChanged} onClick={onSave}>
          Save
        </Button>
        <Button icon="signature" isBusy={isBusy} disabled={bullets.length === 0} onClick={onSign}>
          Sign and publish
        </Button>
      </footer>
    </Page>
  )
}
