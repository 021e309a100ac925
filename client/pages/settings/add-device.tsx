import { useState } from 'preact/hooks'
import type { RouteReply } from '../../../shared/routes.ts'
import { post } from '../../api/http.ts'
import { useDoing } from '../../state/doing.ts'
import { Button } from '../../ui/button.tsx'
import { Problem } from '../../ui/field.tsx'
import { DeviceCode } from './device-code.tsx'

/** Another device of the same person: a code to type or to scan. */
export function AddDevice() {
  const { isBusy, problem, go } = useDoing()
  const [made, setMade] = useState<RouteReply<'sign-in:add-device'> | null>(null)
  return (
    <div class="stack">
      <p>
        Sit here with your phone too: both devices share one seat. The code works once, for ten minutes, and signs in as
        you. Give it to nobody.
      </p>
      {made && <DeviceCode made={made} />}
      <Problem text={problem} />
      <div class="row">
        <Button
          look="quiet"
          icon="device"
          isBusy={isBusy}
          onClick={async () => setMade((await go(() => post('sign-in:add-device', {}))) ?? made)}
        >
          {made ? 'Make another code' : 'Make a code'}
        </Button>
      </div>
    </div>
  )
}
