import { effect } from '@preact/signals'
import type { Id } from '../../shared/ids.ts'
import { ask, onSignal } from '../api/socket.ts'
import { navigate, paths } from '../router.ts'
import { circle } from '../state/circle.ts'
import { myId } from '../state/me.ts'
import { notify } from '../state/notices.ts'

/** The table whose calls are on the screen; they are said there. */
export const shownDesk = { tableId: null as Id | null }

const calledFor = new Set<Id>()
const ledAs = new Map<Id, 'host' | 'co-host' | null>()

// Whose turn it is to go may sit at another table, or at none: hosts are asked one after the other, wherever they are.
onSignal('help', async ({ roomId, helpId, askedId }) => {
  if (askedId === null || askedId !== myId.peek()) return void calledFor.delete(helpId)
  if (roomId === shownDesk.tableId || calledFor.has(helpId)) return
  calledFor.add(helpId)
  const answer = await ask('room:snapshot', { roomId })
  if (!answer.ok) return void calledFor.delete(helpId)
  const { circleId, name } = answer.reply.state
  const run = () => navigate(paths.room(circleId, roomId))
  notify(`Somebody calls for help at ${name}, and you are asked to come.`, { action: { label: 'Go there', run } })
})

// Who leads may be chosen while they sit in a breakout, where nothing else changes for them but their tools.
effect(() => {
  for (const { session } of circle.value?.rooms ?? []) {
    if (!session || !myId.value) continue
    const { sessionId, title, hostId, coHostIds } = session
    const before = ledAs.get(sessionId)
    const now = hostId === myId.value ? 'host' : coHostIds.includes(myId.value) ? 'co-host' : null
    ledAs.set(sessionId, now)
    if (before === undefined || before === now || now === null) continue
    notify(now === 'host' ? `You host “${title}” now.` : `You lead “${title}” too now.`, { tone: 'good' })
  }
})
