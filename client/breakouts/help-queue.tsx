import { Button, LinkButton } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { agoText } from '../ui/time.tsx'
import { callText, takenText, waitedText, type Breakout, type Call } from './desk-words.ts'
import { namesText } from './words.ts'

type NameOf = (id: string) => string

export type HelpQueueProps = {
  calls: readonly Call[]
  /** Breakouts that ask for more time. */
  asking: readonly Breakout[]
  now: number
  myId: string | null
  nameOf: NameOf
  /** Where a room is, in words: "in Openings", "at the table". */
  placeOf: NameOf
  hrefOf: (roomId: string) => string
  onClaim: (call: Call) => void
  onRelease: (call: Call) => void
  onResolve: (call: Call) => void
  onTime: (breakout: Breakout, isGiven: boolean) => void
}

/** Everything that waits for a host, longest first. One host takes a call; all see who. */
export function HelpQueue({ calls, asking, now, onTime, ...more }: HelpQueueProps) {
  if (calls.length === 0 && asking.length === 0) return null
  return (
    <section class="stack-tight" aria-label="Waiting for you">
      <h3>Waiting for you</h3>
      <ul class="plain-list stack-tight">
        {calls.map((call) => (
          <CallRow key={call.helpId} call={call} now={now} {...more} />
        ))}
        {asking.map((breakout) => (
          <AskRow key={breakout.roomId} breakout={breakout} now={now} nameOf={more.nameOf} onTime={onTime} />
        ))}
      </ul>
    </section>
  )
}

type CallRowProps = Omit<HelpQueueProps, 'calls' | 'asking' | 'onTime'> & { call: Call }

function CallRow({ call, now, myId, nameOf, placeOf, hrefOf, onClaim, onRelease, onResolve }: CallRowProps) {
  const isMine = call.claimedBy !== null && call.claimedBy === myId
  const who = <span class="unseen">, the call of {nameOf(call.memberId)}</span>
  return (
    <li class={call.claimedBy ? 'call call-taken' : call.kind === 'safety' ? 'call call-safety' : 'call'}>
      <Icon name={call.kind === 'safety' ? 'steward' : 'hand'} />
      <div class="grow">
        <p>
          <b>{callText(call, nameOf, placeOf)}</b> {call.text && <span class="said">“{call.text}”</span>}
        </p>
        <p class="hint">
          {[waitedText(call.calledAt, now), takenText(call, nameOf, myId)].filter(Boolean).join('. ')}
          {call.settledAt !== null && ` ${nameOf(call.memberId)} says that it is settled.`}
          {call.about.length > 0 && ` It is about ${namesText(call.about, nameOf)}, who cannot see this.`}
        </p>
      </div>
      <div class="row">
        {call.claimedBy === null && (
          <Button look="quiet" onClick={() => onClaim(call)}>
            Take it{who}
          </Button>
        )}
        {isMine && <LinkButton href={hrefOf(call.roomId)}>Go there</LinkButton>}
        {isMine && (
          <Button look="quiet" onClick={() => onResolve(call)}>
            {call.kind === 'safety' ? 'Write what was done' : 'Done'}
            {who}
          </Button>
        )}
        {isMine && (
          <Button look="plain" onClick={() => onRelease(call)}>
            Give it back{who}
          </Button>
        )}
      </div>
    </li>
  )
}

type AskRowProps = Pick<HelpQueueProps, 'now' | 'nameOf' | 'onTime'> & { breakout: Breakout }

function AskRow({ breakout, now, nameOf, onTime }: AskRowProps) {
  const { asked, name } = breakout
  if (!asked) return null
  return (
    <li class="call">
      <Icon name="clock" />
      <div class="grow">
        <p>
          <b>
            {name} would like {asked.minutes} minutes more.
          </b>
        </p>
        <p class="hint">
          {nameOf(asked.memberId)} asked for them {agoText(asked.at, now)}.
        </p>
      </div>
      <div class="row">
        <Button look="quiet" onClick={() => onTime(breakout, true)}>
          Give {asked.minutes} minutes<span class="unseen"> to {name}</span>
        </Button>
        <Button look="plain" onClick={() => onTime(breakout, false)}>
          Not this time<span class="unseen"> for {name}</span>
        </Button>
      </div>
    </li>
  )
}
