import type { Role } from '../../shared/circles.ts'
import { newId } from '../../shared/new-id.ts'
import { reasonFor } from '../../server/dev/cast.ts'
import type { Browser } from '../support/browser.ts'
import { run, type House } from '../support/house.ts'

/** A circle of Ada's in which Ben, a member, hosts and Finn is a facilitator; and whoever acts in it in a role. */
export type Scene = Awaited<ReturnType<typeof openScene>>

export const names: Record<Role, string> = { member: 'Ben', facilitator: 'Finn', steward: 'Ada' }

export async function openScene(house: House, role: Role) {
  const { circleId } = await house.circle(['Ben', 'Chloe', 'Finn'])
  const everybody = { Ada: await somebody('Ada'), Ben: await somebody('Ben'), Chloe: await somebody('Chloe') }
  const finn = await somebody('Finn')
  const ada = everybody.Ada.browser
  await run(ada, 'member:change-role', { circleId, memberId: finn.id, role: 'facilitator' })
  const { roomId } = await run(ada, 'room:open', { circleId, name: 'Kitchen', capacity: 12 })
  const { browser: who, id } = await somebody(names[role])
  const { Ben: ben, Chloe: chloe } = everybody
  const sitting = [...new Map([ben, chloe, { browser: who, id }].map((one) => [one.id, one])).values()]

  const scene = {
    circleId,
    roomId,
    who,
    id,
    ada,
    chloeId: chloe.id,
    finnId: finn.id,
    /** Who acts, Ben and Chloe sit down. */
    async seats() {
      for (const { browser } of sitting) await run(browser, 'room:enter', { roomId })
      return scene
    },
    /** They sit down and Ben starts a session. */
    async session() {
      await scene.seats()
      return run(ben.browser, 'session:start', { roomId, title: 'An evening' })
    },
    /** All in one breakout, or who acts in the first and the others in the second. */
    async round(count: 1 | 2 = 1) {
      await scene.session()
      const others = sitting.map((one) => one.id).filter((one) => one !== id)
      const groups = (count === 1 ? [[id, ...others]] : [[id], others]).map((memberIds) => ({ memberIds }))
      const opened = await run(ben.browser, 'round:open', { roomId, groups, task: '', minutes: 30, override: true })
      const own = opened.breakouts.find(({ memberIds }) => memberIds.includes(id))!.roomId
      const other = opened.breakouts.find(({ memberIds }) => !memberIds.includes(id))?.roomId ?? own
      return { roomId, roundId: opened.roundId, own, other }
    },
    /** Something that who acts has said. */
    async message() {
      await scene.seats()
      const { seq } = await run(who, 'message:send', { roomId, text: 'We decided to buy the big oven.' })
      return { roomId, seq }
    },
    /** A call of Chloe's that nobody has taken yet. */
    async call() {
      await scene.session()
      const { helpId } = await run(chloe.browser, 'help:call', { roomId, kind: 'question' })
      return { roomId, helpId }
    },
    async guest() {
      await scene.session()
      const asked = { roomId, addressee: 'Kira', reason: reasonFor('Kira') }
      const { link } = await run(ada, 'guest:invite', asked)
      const accept = { commandId: newId(), code: new URL(link).hash.slice(1), name: 'Kira' }
      const { json } = await house.visitor().post('/api/invites/accept', accept)
      return { roomId, memberId: (json as { memberId: string }).memberId }
    },
    /** Chloe's turn, set by Ben. */
    async timer() {
      await scene.session()
      const turn = { roomId, memberId: chloe.id, seconds: 120 }
      return { roomId, timerId: (await run(ben.browser, 'timer:set', turn)).timerId }
    },
    async prepared() {
      await scene.session()
      const plan = { breakouts: [{ name: 'One', memberIds: [chloe.id] }], task: '', minutes: 5 }
      return run(ben.browser, 'round:prepare', { roomId, name: 'Pairs', plan })
    },
    /** A session that has ended, in which something was said. */
    async over() {
      const { sessionId } = await scene.session()
      const { seq } = await run(chloe.browser, 'message:send', { roomId, text: 'We decided to buy the big oven.' })
      await run(ben.browser, 'session:end', { roomId })
      return { sessionId, seq }
    },
    /** A draft of that session's recap. */
    async draft() {
      const { sessionId, seq } = await scene.over()
      return { ...(await run(ben.browser, 'recap:draft', { roomId, sessionId })), seq }
    },
    as: (name: 'Ada' | 'Ben' | 'Chloe'): Browser => everybody[name].browser,
  }
  return scene

  async function somebody(name: string) {
    const browser = await house.person(name)
    const { memberId } = (await browser.get('/api/me')).json as { memberId: string }
    return { browser, id: memberId }
  }
}
