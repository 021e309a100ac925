import type { RouteReply } from '../../../shared/routes.ts'
import { announce } from '../../state/notices.ts'
import { serverTime } from '../../api/clock.ts'
import { Countdown } from '../../ui/countdown.tsx'

/** A code for another device, large enough to be read across a table. */
export function DeviceCode({ made: { code, link, qr, expiresAt } }: { made: RouteReply<'sign-in:add-device'> }) {
  return (
    <div class="inset device-code">
      <img src={`data:image/svg+xml,${encodeURIComponent(qr)}`} width="176" height="176" alt="QR code of the link" />
      <div class="stack-tight">
        <p>
          Scan it, or open <b>{new URL('/sign-in', link).host}/sign-in</b> there and type
        </p>
        <p class="device-letters" translate={false}>
          {code}
        </p>
        <p class="hint">
          Good for <Countdown key={expiresAt} endsAt={expiresAt} now={serverTime} announce={announce} />
        </p>
      </div>
    </div>
  )
}
