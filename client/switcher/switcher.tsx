import { useEffect, useState } from 'preact/hooks'
import type { RecapCard } from '../../shared/circles.ts'
import { ask } from '../api/socket.ts'
import { isSwitching, typedAhead } from '../keys.ts'
import { navigate } from '../router.ts'
import { circle } from '../state/circle.ts'
import type { Me } from '../state/me.ts'
import { placesOf, type Place } from './places.ts'
import { SwitcherView } from './switcher-view.tsx'

/** Leads anywhere by a few letters of its name: from the circle on the screen, to any other. */
export function Switcher({ me }: { me: Me }) {
  const state = circle.value
  const [older, setOlder] = useState<readonly RecapCard[] | null>(null)
  useEffect(() => {
    if (!state) return
    void ask('circle:recaps', { circleId: state.circleId }).then((answer) => answer.ok && setOlder(answer.reply.recaps))
  }, [state?.circleId])
  const recaps = older ?? state?.recaps ?? []
  const places = placesOf({ me, circle: state, recaps })
  return <SwitcherView places={places} begun={typedAhead()} onGo={go} onClose={close} />
}

const close = () => (isSwitching.value = false)

function go({ kind, href }: Place): void {
  close()
  // Recaps are pages of the server.
  if (kind === 'recap') location.assign(href)
  else navigate(href)
}
