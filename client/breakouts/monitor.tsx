import { useEffect, useState } from 'preact/hooks'
import type { SessionState } from '../../shared/circles.ts'
import type { LateRule } from '../../shared/composing.ts'
import { limits } from '../../shared/limits.ts'
import type { RoundState } from '../../shared/rooms.ts'
import { serverTime } from '../api/clock.ts'
import { run } from '../api/run.ts'
import { ask } from '../api/socket.ts'
import { paths } from '../router.ts'
import { newAsides, putThreadAway, threadWith } from '../state/asides.ts'
import { useBegun } from '../state/begun.ts'
import { deskNews } from '../state/desk.ts'
import { useLookedUp } from '../state/looked-up.ts'
import { guestNote } from '../state/guests.ts'
import { myId } from '../state/me.ts'
import { nameOf } from '../state/names.ts'
import { refusalText } from '../state/refusal-text.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Countdown } from '../ui/countdown.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Skeleton } from '../ui/empty.tsx'
import { timeText } from '../ui/time.tsx'
import { Failed } from '../ui/failed.tsx'
import { AsideNews } from './aside-news.tsx'
import { BringBack } from './bring-back.tsx'
import { DeskCalls } from './desk-calls.tsx'
import { DeskOutcome } from './desk-outcome.tsx'
import type { Breakout } from './desk-words.ts'
import { MonitorView } from './monitor-view.tsx'
import { TimeMenu } from './time-menu.tsx'
import { useDesk } from './use-desk.ts'
import { WordForm, type WordTo } from './word-form.tsx'
import { placedText } from './words.ts'

const lookEveryMs = 3_000

type MonitorProps = {
  circleId: string
  roomId: string
  round: RoundState
  session: SessionState | null
  told: string | null
  onHosts: () => void
  onClose: () => void
}

/** Looks after the open breakouts of a room: who is where, who calls, how long still, a word, the way back. */
export function Monitor({ circleId, roomId, round, session, told, onHosts, onClose }: MonitorProps) {
  const { roundId, no } = round
  const { answer, isOld, again } = useLookedUp(() => ask('round:monitor', { roomId, roundId }), [roomId, roundId])
  const [isEnding, setEnding] = useState(false)
  // Kept with the words: what was meant for one is not said to all because the panel was closed meanwhile.
  const whom = useBegun(`word to ${roomId}`, 'all')
  const [asked, setAsked] = useState(0)
  const to: WordTo = { id: whom.value, asked }
  const writeTo = (id: string) => {
    whom.set(id)
    setAsked(asked + 1)
  }
  const desk = useDesk()
  const news = deskNews.value
  // So long after each answer, which may be slow in coming: a look that overtakes it would never let one be seen.
  useEffect(() => {
    if (!answer) return
    const timer = setTimeout(() => void again(), lookEveryMs)
    return () => clearTimeout(timer)
  }, [answer])
  // Whoever has changed the time: the desk does not show the old one until its next look.
  useEffect(() => void again(), [news, round.endsAt])

  const watched = answer?.ok ? answer.reply : null
  const breakouts = watched?.breakouts ?? []
  const endsAt = watched?.endsAt ?? round.endsAt
  const here = { roomId, roundId }
  const cardOf = (id: string) => round.breakouts.find((breakout) => breakout.roomId === id)
  const placeOf = (id: string | null) => breakouts.find((breakout) => breakout.roomId === id)?.name ?? 'the table'
  const noteOf = (id: string) =>
    id === session?.hostId ? 'hosts' : session?.coHostIds.includes(id) ? 'leads too' : guestNote(id)

  const move = (memberId: string, fromId: string | null, toId: string | null) => {
    const step = (breakoutId: string | null) => ({
      name: 'round:move' as const,
      input: { ...here, memberId, breakoutId },
      text: `${nameOf(memberId)} is ${breakoutId ? `in ${placeOf(breakoutId)}` : 'back at the table'} now.`,
    })
    void desk.act(step(toId), step(toId).text, step(fromId))
  }
  const shift = (minutes: number, breakout?: Breakout) => {
    const by = { ...here, minutes: Math.abs(minutes), ...(breakout && { breakoutId: breakout.roomId }) }
    const where = breakout ? `${breakout.name} has` : 'All have'
    // How much less it is depends on how long there still was.
    if (minutes > 0) void desk.act({ name: 'round:extend', input: by }, `${where} ${minutes} minutes more.`)
    else
      void desk.act(
        { name: 'round:shorten', input: by },
        (reply) => `${where} until ${timeText(reply.endsAt, 'time')}.`,
      )
  }
  const merge = (from: Breakout, into: Breakout) =>
    void desk.act(
      { name: 'breakout:merge', input: { ...here, breakoutId: from.roomId, intoId: into.roomId } },
      `Everybody of ${from.name} is in ${into.name} now.`,
    )
  const connect = (one: Breakout, other: Breakout, isConnected: boolean) => {
    const step = (isOn: boolean) => ({
      name: isOn ? ('breakout:connect' as const) : ('breakout:disconnect' as const),
      input: { ...here, breakoutId: one.roomId, withId: other.roomId },
      text: `${one.name} and ${other.name} ${isOn ? 'can speak to both now' : 'are each by themselves again'}.`,
    })
    void desk.act(step(isConnected), step(isConnected).text, step(!isConnected))
  }
  const say = (toId: string, text: string) => {
    desk.forget()
    if (toId === 'all') return run('round:announce', { ...here, text })
    if (toId === 'hosts') return run('aside:say', { roomId, toId: null, text })
    const isBreakout = breakouts.some((breakout) => breakout.roomId === toId)
    return isBreakout
      ? run('round:announce', { ...here, text, breakoutId: toId })
      : run('aside:say', { roomId, toId, text })
  }

  const threadOf = (toId: string) =>
    toId === 'hosts' ? threadWith(null) : breakouts.some((breakout) => breakout.roomId === toId) ? [] : threadWith(toId)
  const beside = newAsides.value.at(-1)

  return (
    <Dialog title={`Round ${no}`} isWide onClose={onClose}>
      {told && (
        <Banner tone="good" icon="check">
          {told}
        </Banner>
      )}
      <div class="row section-head">
        <p>
          Ends in <Countdown key={endsAt} endsAt={endsAt} now={serverTime} />
          {isOld && <span class="hint block">Not the newest: Kith is being asked again.</span>}
        </p>
        <div class="row">
          <TimeMenu onTime={shift} />
          <Button look="quiet" icon="goal" onClick={onHosts}>
            Who leads
          </Button>
          <Button look="quiet" icon="back" onClick={() => setEnding(true)}>
            Bring everybody back
          </Button>
        </div>
      </div>
      <DeskOutcome {...desk} />
      {beside && (
        <AsideNews
          aside={beside}
          onAnswer={() => {
            writeTo(beside.threadId ?? 'hosts')
            putThreadAway(beside)
          }}
        />
      )}
      <DeskCalls
        circleId={circleId}
        tableId={roomId}
        breakouts={breakouts}
        desk={desk}
        onTime={(breakout, isGiven) => {
          if (isGiven) return shift(breakout.asked!.minutes, breakout)
          const input = { ...here, breakoutId: breakout.roomId }
          void desk.act({ name: 'round:decline-time', input }, `${breakout.name} knows that there is no more time.`)
        }}
      />
      {answer === null && <Skeleton label="Looking into the breakouts" />}
      {answer && !answer.ok && <Failed onRetry={() => void again()}>{refusalText(answer.error)}</Failed>}
      {watched && (
        <>
          <MonitorView
            watched={watched}
            now={serverTime}
            myId={myId.value}
            nameOf={nameOf}
            noteOf={noteOf}
            seatsIn={(id) => cardOf(id)?.seats ?? limits.breakout.max}
            hrefOf={(breakoutId) => paths.room(circleId, breakoutId)}
            handedBy={(id) => cardOf(id)?.handed?.name}
            onMove={move}
            onWrite={writeTo}
            onTime={(breakout, minutes) => shift(minutes, breakout)}
            onMerge={merge}
            onConnect={connect}
            onCloseOne={({ roomId: breakoutId, name, memberIds }) =>
              void desk.act(
                { name: 'breakout:close', input: { ...here, breakoutId } },
                `${name} is closed.${memberIds.length > 0 ? ' Its people are at the table.' : ''}`,
              )
            }
            onPlace={() =>
              void desk.act({ name: 'round:place', input: here }, ({ placed }) => placedText(placed, nameOf))
            }
            onAdd={(name) =>
              desk.act(
                { name: 'breakout:add', input: { ...here, ...(name && { name }) } },
                `${name || 'One more breakout'} is open, and still empty.`,
              )
            }
            onLate={(late: LateRule) =>
              void desk.act(
                { name: 'round:change-late', input: { ...here, late } },
                'Changed for who comes from now on.',
              )
            }
          />
          <WordForm
            tableId={roomId}
            to={to}
            onTo={(id) => {
              whom.set(id)
              setAsked(0)
            }}
            breakouts={breakouts.map((breakout) => ({ id: breakout.roomId, name: breakout.name }))}
            people={[...breakouts.flatMap(({ memberIds }) => memberIds), ...watched.unplacedIds]
              .filter((id) => id !== myId.value)
              .map((id) => ({ id, name: nameOf(id) }))}
            threadOf={threadOf}
            say={say}
          />
        </>
      )}
      {isEnding && <BringBack {...here} onClose={() => setEnding(false)} />}
    </Dialog>
  )
}
