import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { cast } from '../../server/dev/cast.ts'
import type { ScriptedMember } from '../../server/dev/member/scripted-member.ts'
import {
  asOwner,
  button,
  comeOverSocket,
  composer,
  dialog,
  freshRoom,
  heading,
  messages,
  openCircle,
  openTable,
  say,
} from './screens.ts'
import { setStage } from './stage.ts'

const stage = await setStage()
let page: Page
let pia: ScriptedMember
let [circleId, roomId, roundId] = ['', '', '']

/**
 * Keeps what a screen reader is told while the page lives: what changes in live regions that were there before, and alerts.
 * A region that comes with its words says nothing, nor does one behind a dialog, or one that is silent itself.
 */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const told: string[] = []
    const there = new WeakSet<Element>()
    const regions = '[aria-live], [role=status], [role=log], [role=alert]'
    const know = () => document.querySelectorAll(regions).forEach((region) => there.add(region))
    const isTold = (element: Element | null): boolean => {
      const region = element?.closest(regions)
      if (!region || region.getAttribute('aria-live') === 'off') return false
      const dialog = [...document.querySelectorAll('dialog:modal')].at(-1)
      return (there.has(region) || region.role === 'alert') && (!dialog || dialog.contains(region))
    }
    know()
    new MutationObserver((records) => {
      for (const { target, addedNodes, type } of records) {
        for (const node of type === 'childList' ? addedNodes : [target]) {
          const element = node instanceof Element ? node : node.parentElement
          if (isTold(element)) told.push(node.textContent?.trim() ?? '')
        }
      }
      setTimeout(know, 50)
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
    Object.assign(window, { told })
  })
  return () => page.evaluate(() => (window as unknown as { told: string[] }).told.splice(0).filter(Boolean))
}

/** The person looks at the page, or at something else. */
const turn = (page: Page, to: 'the page' | 'elsewhere') =>
  page.evaluate((looks) => {
    document.hasFocus = () => looks
    dispatchEvent(new Event(looks ? 'focus' : 'blur'))
  }, to === 'the page')

/** The device's clock goes so much ahead. */
const setClock = (page: Page, aheadMs: number) =>
  page.evaluate((ms) => {
    Date.now = () => Math.round(performance.timeOrigin + performance.now()) + ms
  }, aheadMs)

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
  ;({ roundId } = await asOwner(page, 'round:open', round))
  await heading(page, 'Porch').waitFor()
  await heard()
  await asOwner(page, 'round:close', { roomId, roundId })
  await heading(page, 'Kitchen').waitFor()
  // How many sit in a breakout that is over is no news. A page that only sees the breakout closed cannot say why.
  const told: string[] = []
  const news = async () => told.push(...(await heard()).filter((text) => /round|breakout|Porch: \d/.test(text)))
  const isOver = /^(The round is over: you are back together|This breakout has ended: you are back at the table)\.$/
  await expect.poll(async () => (await news()) && told).toEqual([expect.stringMatching(isOver)])
  // Where somebody sat in one round says nothing of where they sit in the next.
  const next = await asOwner(page, 'round:open', round)
  await heading(page, 'Porch').waitFor()
  await asOwner(page, 'round:close', { roomId, roundId: next.roundId })
  await heading(page, 'Kitchen').waitFor()
  expect((await heard()).filter((text) => text.includes('kept no longer'))).toEqual([])
})

test('whoever sits a round out hears that it is open, and in one line how full the table is by then', async () => {
  pia = await comeOverSocket(page, circleId, 'Pia')
  const groups = [{ name: 'Porch', memberIds: [pia.memberId] }]
  const heard = await listen(page)
  for (const come of ['enter', 'leave', 'enter'] as const) await pia[come](roomId)
  const { memberId } = pia.circle().members.find(({ name }) => name === cast.ada)!
  const round = { roomId, groups, sittingOut: [memberId], task: '', minutes: 10, override: true }
  ;({ roundId } = await asOwner(page, 'round:open', round))
  const told: string[] = []
  const news = async () => told.push(...(await heard()).filter((text) => /^(Round 3|Kitchen: )/.test(text)))
  await expect
    .poll(async () => (await news()) && told.toSorted())
    .toEqual(['Kitchen: 2 of 12 seats taken', 'Round 3: 1 breakout is open.'])
})

test('in a dialog, too, is heard what comes, and news can be pressed there', async () => {
  const heard = await listen(page)
  await page.getByRole('main').press('?')
  const keys = dialog(page, 'Keys')
  await keys.waitFor()
  await asOwner(page, 'aside:say', { roomId, toId: pia.memberId, text: 'Would you begin?' })
  await pia.run('aside:answer', { roomId, text: 'Gladly.' })
  await keys.getByText('Pia to the hosts: Gladly.').waitFor({ state: 'attached' })
  await asOwner(page, 'round:extend', { roomId, roundId, minutes: 5 })
  await keys.getByText(/^More time/).waitFor()
  const news = async () => (await heard()).map((text) => text.slice(0, 9)).filter((text) => /^(Pia|More)/.test(text))
  expect(await news()).toEqual(['Pia to th', 'More time'])
  await keys.locator('.toast', { hasText: 'More time' }).getByRole('button', { name: 'Dismiss' }).click()
  await page.getByText(/^More time/).waitFor({ state: 'detached' })
  await keys.getByRole('button', { name: 'Close' }).click()
  await keys.waitFor({ state: 'detached' })
  // The bar still shows what has been read out.
  await page.locator('.banner').getByText('Gladly.').waitFor()
  expect(await news()).toEqual([])
})

test('the name of the tab says what waits while somebody looks elsewhere', async () => {
  await turn(page, 'elsewhere')
  await asOwner(page, 'round:close', { roomId, roundId })
  await pia.say('The porch is warm.', { roomId })
  await expect.poll(() => page.title()).toBe('(1) Kitchen · Kith')
  await asOwner(page, 'session:end', { roomId })
  await expect.poll(() => page.title()).toBe('The session is over. The table stays open · Kitchen · Kith')
  await turn(page, 'the page')
  expect(await page.title()).toBe('Kitchen · Kith')
  pia.stop()
})

test('whoever gets in line hears how far it is to a seat, and is offered one as often as one is free', async () => {
  await asOwner(page, 'room:leave', { roomId })
  await page.getByRole('link', { name: 'Table', exact: true }).click()
  await openTable(page, 'Window seat', 2)
  const tableId = new URL(page.url()).pathname.split('/').at(-1)!
  const [chloe] = await Promise.all([
    comeOverSocket(page, circleId, cast.chloe, tableId),
    comeOverSocket(page, circleId, cast.rae, tableId),
  ])
  const heard = await listen(page)
  await button(page, 'Get in line').click()
  await button(page, 'Leave the line').waitFor()
  await expect.poll(async () => (await heard()).filter((text) => text.startsWith('You are next.'))).toHaveLength(1)

  await chloe.leave(tableId)
  await button(page, 'Take it').waitFor()
  await setClock(page, 130_000)
  await button(page, 'Take it').waitFor({ state: 'detached' })
  await setClock(page, 0)
  await asOwner(page, 'room:leave', { roomId: tableId })
  await chloe.enter(tableId)
  await button(page, 'Get in line').click()
  await button(page, 'Leave the line').waitFor()
  await turn(page, 'elsewhere')
  await chloe.leave(tableId)
  await expect.poll(() => page.title()).toBe('A seat is free · Window seat · Kith')
  await turn(page, 'the page')
  await button(page, 'Take it').waitFor()
  expect(await page.title()).toBe('Window seat · Kith')
  expect(stage.errors).toEqual([])
})
