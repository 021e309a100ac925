import type { Member } from '../../../shared/circles.ts'
import { get } from '../../api/http.ts'
import { run } from '../../api/run.ts'
import { useDoing } from '../../state/doing.ts'
import { useLookedUp } from '../../state/looked-up.ts'
import { myId } from '../../state/me.ts'
import { nameOf } from '../../state/names.ts'
import { refusalText } from '../../state/refusal-text.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Skeleton } from '../../ui/empty.tsx'
import { Failed } from '../../ui/failed.tsx'
import { WishesView } from './wishes-view.tsx'

type WishesProps = { circleId: string; members: readonly Member[]; onClose: () => void }

/** The member's own wishes in one circle: with whom they are not placed. */
export function Wishes({ circleId, members, onClose }: WishesProps) {
  const { answer, again } = useLookedUp(() => get('grouping:wishes', { circleId }), [circleId])
  const { isBusy, problem, go } = useDoing()
  const change = async (name: 'grouping:keep-apart' | 'grouping:forget', memberId: string) => {
    if (await go(() => run(name, { circleId, memberId }))) await again()
  }
  const nameIn = (memberId: string) => members.find((member) => member.memberId === memberId)?.name ?? nameOf(memberId)
  return (
    <Dialog title="Whom you do not sit with" onClose={onClose}>
      {answer === null && <Skeleton label="Looking up your wishes" />}
      {answer && !answer.ok && <Failed onRetry={() => void again()}>{refusalText(answer.error)}</Failed>}
      {answer?.ok && (
        <WishesView
          apart={answer.reply.apart.map((memberId) => ({ memberId, name: nameIn(memberId) }))}
          others={members.filter(({ memberId }) => memberId !== myId.value)}
          isBusy={isBusy}
          problem={problem}
          onKeepApart={(memberId) => void change('grouping:keep-apart', memberId)}
          onForget={(memberId) => void change('grouping:forget', memberId)}
        />
      )}
    </Dialog>
  )
}
