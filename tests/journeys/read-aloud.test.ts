import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { cast, reasonFor } from '../../server/dev/cast.ts'
import { openDoor } from '../../server/dev/member/door.ts'
import { comeIn } from '../../server/dev/member/scripted-member.ts'
import { asOwner, button, composer, freshRoom, heading, messages, openCircle, openTable, say } from './screens.ts'
import { setStage } from './stage.ts'

const stage = await setStage()
let page: Page
let [circleId, roomId] = ['', '']

/** Keeps what a screen reader is told while the page lives: what comes into live regions, unless it is silent itself. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const told: string[] = []
    const isTold = (element: Element | null): boolean => {
      const region = element?.closest('[aria-live], [role=status], [role=log], [role=alert]')
      return region !== null && region !== undefined && region.getAttribute('aria-live') !== 'off'
    }
    new MutationObserver((records) => {
      for (const { target, addedNodes, type } of records) {
        for (const node of type === 'childList' ? addedNodes : [target]) {
          const element = node instanceof Element ? node : node.parentElement
          if (isTold(element)) told.push(node.textContent?.trim() ?? '')
        }
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
    Object.assign(window, { told })
  })
  return () => page.evaluate(() => (window as unknown as { told: string[] }).told.splice(0).filter(Boolean))
}

test('whoever listens hears each message once, and neither its buttons nor the end of a round twice', async () => {
  page = await (await stage.device()).newPage()
  const circlePath = await openCircle(page, stage.firstLink, cast.ada)
  await page.goto(stage.door.origin + circlePath)
  await openTable(page, 'Kitchen', 12)
  await button(page, 'Sit down').click()
  await composer(page).waitFor()
  ;[circleId, roomId] = [circlePath.split('/').at(-1)!, new URL(page.url()).pathname.split('/').at(-1)!]
  const heard = await listen(page)

  await say(page, 'The kettle is on.')
  await messages(page).filter({ hasText: 'The kettle is on.' }).and(page.locator('[data-seq]')).waitFor()
  expect((await heard()).filter((text) => text.includes('The kettle is on.'))).toHaveLength(1)
  await messages(page).first().focus()
  await page.getByRole('group', { name: 'Message actions' }).waitFor()
  expect(await heard()).toEqual([])

  await asOwner(page, 'session:start', { roomId, title: 'Critique evening' })
  const memberId = (await freshRoom(page)).seats[0]!.memberId
  const groups = [{ name: 'Porch', memberIds: [memberId] }]
  const round = { roomId, groups, sittingOut: [], task: '', minutes: 10, override: true }
  const { roundId } = await asOwner(page, 'round:open', round)
  await heading(page, 'Porch').waitFor()
  await heard()
  await asOwner(page, 'round:close', { roomId, roundId })
  await heading(page, 'Kitchen').waitFor()
  // How many sit in a breakout that is over is no news.
  expect((await heard()).filter((text) => /round|Porch: \d/.test(text))).toEqual([
    'The round is over: you are back together.',
  ])
})

test('whoever sits a round out hears that it is open', async () => {
  const { origin } = stage.door
  const { link } = await asOwner(page, 'invite:create', { circleId, addressee: 'Pia', reason: reasonFor('Pia') })
  const door = openDoor([origin])
  await door.acceptInvite(link, 'Pia')
  const pia = await comeIn({ door, addresses: [origin], circleId })
  await pia.enter(roomId)
  const groups = [{ name: 'Porch', memberIds: [pia.memberId] }]
  const heard = await listen(page)
  const { memberId } = pia.circle().members.find(({ name }) => name === cast.ada)!
  await asOwner(page, 'round:open', { roomId, groups, sittingOut: [memberId], task: '', minutes: 10, override: true })
  await page.getByText('Round 2: 1 breakout is open.').waitFor({ state: 'attached' })
  expect((await heard()).filter((text) => text.startsWith('Round 2'))).toEqual(['Round 2: 1 breakout is open.'])
  pia.stop()
})
