import type { Id } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { run } from '../api/run.ts'
import { lookAtAsides, threadWith } from '../state/asides.ts'
import { useBegun } from '../state/begun.ts'
import { useDoing } from '../state/doing.ts'
import { myId } from '../state/me.ts'
import { nameOf } from '../state/names.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextArea } from '../ui/field.tsx'
import { Thread } from '../ui/thread.tsx'

type AsideDialogProps = {
  tableId: Id
  /** With whom the hosts speak: oneself, or for a host somebody else; null among the hosts. */
  threadId: Id | null
  onClose: () => void
}

/** What was said aside with one person, and the next word. */
export function AsideDialog({ tableId, threadId, onClose }: AsideDialogProps) {
  const words = useBegun(`aside ${tableId} ${threadId}`, '')
  const text = words.value
  const { isBusy, problem, go } = useDoing()
  const isMine = threadId === myId.value
  const say = () =>
    isMine
      ? run('aside:answer', { roomId: tableId, text })
      : run('aside:say', { roomId: tableId, toId: threadId, text })
  return (
    <Dialog title={titleOf(threadId, isMine)} onClose={onClose}>
      <Thread label="What was said" said={threadWith(threadId)} />
      <form
        class="stack-tight"
        onSubmit={async (event) => {
          event.preventDefault()
          if (text.trim() === '' || !(await go(say))) return
          words.sent(text)
          await lookAtAsides()
        }}
      >
        <TextArea
          label={isMine ? 'Your answer' : 'What you say'}
          hint={hintOf(threadId, isMine)}
          max={limits.announcement.length}
          rows={3}
          value={text}
          onValue={words.set}
          error={problem}
        />
        <div class="dialog-foot">
          <Button look="quiet" onClick={onClose}>
            Close
          </Button>
          <Button type="submit" icon="speak" isBusy={isBusy} disabled={text.trim() === ''}>
            Say it
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const titleOf = (threadId: Id | null, isMine: boolean) =>
  isMine ? 'Between you and the hosts' : threadId ? `Aside with ${nameOf(threadId)}` : 'Among the hosts'

const hintOf = (threadId: Id | null, isMine: boolean) =>
  isMine
    ? 'Everybody who leads this session reads it, and nobody else. It goes when the session ends.'
    : threadId
      ? 'They read it, and who leads this session. It goes when the session ends.'
      : 'Only who leads this session reads it, as long as the session runs.'
