import '../styles/recaps.css'
import type { QueryReply } from '../../shared/queries.ts'
import { paths } from '../router.ts'
import { TableArt } from '../ui/art.tsx'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Problem } from '../ui/field.tsx'
import { Time } from '../ui/time.tsx'
import { byWeek } from './weeks.ts'

type Unsigned = QueryReply<'circle:recaps'>['unsigned'][number]

type RecapsViewProps = QueryReply<'circle:recaps'> & {
  isBusy: boolean
  problem: string | null
  nameOf: (memberId: string) => string
  roomName: (roomId: string) => string | undefined
  onWrite: (session: Unsigned) => void
}

/** What came out of the sessions, week by week; for hosts, what waits for their name. */
export function RecapsView({ recaps, unsigned, isBusy, problem, nameOf, roomName, onWrite }: RecapsViewProps) {
  return (
    <>
      {unsigned.length > 0 && (
        <section class="card section" aria-labelledby="to-sign">
          <h2 id="to-sign">Waiting for a signature</h2>
          <p class="hint">Only those who host see these. A draft is made for you; you edit it and sign it.</p>
          <ul class="lines">
            {unsigned.map((session) => (
              <li key={session.sessionId}>
                <span class="grow stack-none">
                  <b>{session.title}</b>
                  <span class="hint">
                    {session.roomName}, ended <Time at={session.endedAt} />
                  </span>
                </span>
                <Button look="quiet" icon="signature" isBusy={isBusy} onClick={() => onWrite(session)}>
                  Write the recap<span class="unseen"> of {session.title}</span>
                </Button>
              </li>
            ))}
          </ul>
          <Problem text={problem} />
        </section>
      )}
      {recaps.length === 0 && (
        <section class="sheet">
          <Empty art={<TableArt taken={4} />} title="No recap yet">
            After a session its host signs a recap: ten bullets at most, each one step away from what was said. Whoever
            was not there reads it here.
          </Empty>
        </section>
      )}
      {byWeek(recaps).map(({ startsAt, recaps: inWeek }) => (
        <section key={startsAt} class="section">
          <h2>
            Week of <Time at={startsAt} style="date" />
          </h2>
          <ul class="stack-tight plain-list">
            {inWeek.map(({ recapId, roomId, title, signedBy, signedAt }) => (
              <li key={recapId}>
                <a class="card card-link stack-none" href={paths.recap(recapId)}>
                  <span class="recap-title">{title}</span>
                  <span class="hint">
                    {roomName(roomId) && `${roomName(roomId)}, `}signed by <bdi>{nameOf(signedBy)}</bdi>,{' '}
                    <Time at={signedAt} style="day" />
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
