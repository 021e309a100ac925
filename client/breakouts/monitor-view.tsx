import '../styles/breakouts.css'
import type { QueryReply } from '../../shared/queries.ts'
import { Person } from '../ui/person.tsx'
import { agoText } from '../ui/time.tsx'

type Breakout = QueryReply<'round:monitor'>['breakouts'][number]

type MonitorViewProps = {
  breakouts: readonly Breakout[]
  now: number
  nameOf: (memberId: string) => string
  hrefOf: (roomId: string) => string
}

/** Every breakout at a glance: who is there, how lively it is. Looking in takes no seat. */
export function MonitorView({ breakouts, now, nameOf, hrefOf }: MonitorViewProps) {
  return (
    <ul class="plain-list monitor">
      {breakouts.map((breakout) => (
        <li key={breakout.roomId} class="inset stack-tight">
          <div class="section-head">
            <h3>{breakout.name}</h3>
            <a href={hrefOf(breakout.roomId)}>
              Look in<span class="unseen"> at {breakout.name}</span>
            </a>
          </div>
          <p class="hint">{lifeText(breakout, now)}</p>
          <ul class="plain-list stack-tight">
            {breakout.memberIds.map((id) => (
              <li key={id}>
                <Person name={nameOf(id)} presence={breakout.hereIds.includes(id) ? 'here' : 'away'} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

function lifeText({ memberIds, hereIds, messages, lastSaidAt }: Breakout, now: number): string {
  const here = `${hereIds.length} of ${memberIds.length} here`
  if (lastSaidAt === null) return `${here}. Nothing was said yet.`
  const said = messages === 1 ? '1 message' : `${messages} messages`
  return `${here}. ${said}, the last ${agoText(lastSaidAt, now)}.`
}
