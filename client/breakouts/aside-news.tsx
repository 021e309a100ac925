import type { Aside } from '../state/asides.ts'
import { nameOf } from '../state/names.ts'
import { putAway } from '../state/put-away.ts'
import { Banner } from '../ui/banner.tsx'
import { Button, IconButton } from '../ui/button.tsx'

/** What was said aside while a host looks after the breakouts: an answer, or a word among the hosts. */
export function AsideNews({ aside, onAnswer }: { aside: Aside; onAnswer: () => void }) {
  return (
    <Banner
      tone="info"
      icon="speak"
      action={
        <div class="row">
          <Button look="quiet" onClick={onAnswer}>
            Answer
          </Button>
          <IconButton icon="close" label="Put away" onClick={() => putAway(aside.asideId)} />
        </div>
      }
    >
      <b>{nameOf(aside.memberId)}</b>
      {aside.threadId === null
        ? ' to the hosts'
        : aside.threadId === aside.memberId
          ? ' answers'
          : ` to ${nameOf(aside.threadId)}`}
      : <span class="said">{aside.text}</span>
    </Banner>
  )
}
