import type { QueryReply } from '../../../shared/queries.ts'
import { breakoutTalk } from './breakout-talk.ts'
import { harvest, intentions } from './house-talk.ts'
import type { Company } from './people.ts'
import { atOnce, canSpeak, speak } from './speak.ts'

const task = 'One piece of work each: what did you see, where did you get lost?'

/** Plays a whole session within seconds, up to its signed recap, so that there is something to read. */
export async function playEarlierSession({ ada, members, workbenchId, circleId }: Company): Promise<void> {
  // Noor could not come: twelve seats, Ada's among them.
  const there = members.filter(({ name }) => name !== 'Noor')
  await Promise.all([ada, ...there].map((member) => member.enter(workbenchId)))
  const title = 'Critique evening'
  const { sessionId } = await ada.run('session:start', { roomId: workbenchId, title })
  await speak(there, workbenchId, intentions, atOnce)

  const { groups } = await ada.ask('round:preview', { roomId: workbenchId, seed: 'the evening before' })
  const named = groups.map((memberIds, index) => ({ memberIds, name: ['Window seat', 'Fireside'][index]! }))
  const round = await ada.run('round:open', { roomId: workbenchId, groups: named, task, minutes: 25 })
  for (const { roomId, memberIds } of round.breakouts) {
    const placed = there.filter(({ memberId }) => memberIds.includes(memberId))
    await Promise.all(placed.map((member) => member.until(() => member.place() === roomId)))
    const talk = breakoutTalk.filter((exchange) => canSpeak(there, roomId, exchange))
    for (const { lines } of talk.slice(0, 4)) await speak(there, roomId, lines, atOnce)
  }
  await ada.run('round:close', { roomId: workbenchId, roundId: round.roundId })
  await Promise.all(there.map((member) => member.until(() => member.place() === workbenchId)))
  await speak(there, workbenchId, harvest, atOnce)
  await ada.run('session:end', { roomId: workbenchId })

  const { recapId } = await ada.run('recap:draft', { roomId: workbenchId, sessionId })
  const draft = await ada.ask('recap:view', { recapId })
  const { version } = await ada.run('recap:save', {
    circleId,
    recapId,
    version: draft.version,
    title,
    bullets: edited(draft),
  })
  await ada.run('recap:sign', { circleId, recapId, version })
  await Promise.all([ada, ...there].map((member) => member.leave(workbenchId)))
}

/** Ada lets people speak in their own words where the draft has put them into sentences. */
function edited({ bullets, sources }: QueryReply<'recap:view'>): QueryReply<'recap:view'>['bullets'] {
  return bullets.map((bullet) => {
    const [cite] = bullet.cites
    const source = sources.find(({ roomId, seq }) => roomId === cite?.roomId && seq === cite.seq)
    return source?.text ? { ...bullet, text: `${source.name}: ${source.text}` } : bullet
  })
}
