import '../styles/circle.css'
import type { QueryReply } from '../../shared/queries.ts'
import { TableArt } from '../ui/art.tsx'
import { Empty } from '../ui/empty.tsx'
import { Time } from '../ui/time.tsx'

type Session = QueryReply<'circle:together'>['sessions'][number]

type TogetherViewProps = { sessions: readonly Session[]; myId: string | null; nameOf: (memberId: string) => string }

/** Who sat with whom, session by session and round by round. */
export function TogetherView({ sessions, myId, nameOf }: TogetherViewProps) {
  if (sessions.length === 0) {
    return (
      <section class="sheet">
        <Empty art={<TableArt taken={4} />} title="No rounds yet">
          After a session in which you were, you find here with whom you sat in each round.
        </Empty>
      </section>
    )
  }
  return sessions.map(({ sessionId, title, roomName, startedAt, rounds }) => (
    <section key={sessionId} class="card section" aria-labelledby={sessionId}>
      <div class="stack-none">
        <h2 id={sessionId}>{title}</h2>
        <p class="hint">
          <bdi>{roomName}</bdi>, <Time at={startedAt} style="full" />
        </p>
      </div>
      {rounds.map(({ no, task, breakouts }) => (
        <section key={no} class="stack-tight" aria-label={`Round ${no} of ${title}`}>
          <h3>Round {no}</h3>
          {task && <p class="said hint">{task}</p>}
          <ul class="plain-list together">
            {breakouts.filter(hasPeople).map(({ name, memberIds }, i) => (
              <li key={i} class={memberIds.includes(myId ?? '') ? 'inset together-mine' : 'inset'}>
                <b>
                  <bdi>{name}</bdi>
                </b>
                {memberIds.includes(myId ?? '') && <span class="hint"> with you</span>}
                <p>{memberIds.map(nameOf).join(', ')}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  ))
}

const hasPeople = ({ memberIds }: { memberIds: string[] }) => memberIds.length > 0
