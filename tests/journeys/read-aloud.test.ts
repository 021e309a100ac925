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

/** Somebody on the public socket who sits at a table. */
async function comeTo(tableId: string, name: string) {
  const addresses = [stage.door.origin]
  const door = openDoor(addresses)
  const { link } = await asOwner(page, 'invite:create', { circleId, addressee: name, reason: reasonFor(name) })
  await door.acceptInvite(link, name)
  const member = await comeIn({ door, addresses, circleId })
  await member.enter(tableId)
  return member
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
  const pia = await comeTo(roomId, 'Pia')
  const groups = [{ name: 'Porch', memberIds: [pia.memberId] }]
  const heard = await listen(page)
  const { memberId } = pia.circle().members.find(({ name }) => name === cast.ada)!
  await asOwner(page, 'round:open', { roomId, groups, sittingOut: [memberId], task: '', minutes: 10, override: true })
  await page.getByText('Round 2: 1 breakout is open.').waitFor({ state: 'attached' })
  expect((await heard()).filter((text) => text.startsWith('Round 2'))).toEqual(['Round 2: 1 breakout is open.'])
  pia.stop()
})

test('whoever gets in line hears how far it is to a seat', async () => {
  await asOwner(page, 'room:leave', { roomId })
  await page.getByRole('link', { name: 'Table', exact: true }).click()
  await openTable(page, 'Window seat', 2)
  const tableId = new URL(page.url()).pathname.split('/').at(-1)!
  await Promise.all([comeTo(tableId, cast.chloe), comeTo(tableId, cast.rae)])
  const heard = await listen(page)
  await button(page, 'Get in line').click()
  await button(page, 'Leave the line').waitFor()
  await expect.poll(async () => (await heard()).filter((text) => text.startsWith('You are next.'))).toHaveLength(1)
  expect(stage.errors).toEqual([])
})
