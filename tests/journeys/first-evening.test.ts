import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { cast, reasonFor, sampleCircle } from '../../server/dev/cast.ts'
import { openDoor } from '../../server/dev/member/door.ts'
import type { QueryReply } from '../../shared/queries.ts'
import { asOwner, button, composer, dialog, heading, messages, openCircle, openTable, say, sitDown } from './screens.ts'
import { setStage } from './stage.ts'

const stage = await setStage()
const height = 844
let page: Page
let circleId = ''

const isFocused = () => composer(page).evaluate((field) => field === document.activeElement)

test('on a phone news keeps off the ways of the circle', async () => {
  page = await (await stage.device()).newPage()
  await page.setViewportSize({ width: 390, height })
  circleId = (await openCircle(page, stage.firstLink, cast.ada)).split('/').at(-1)!
  await page.getByRole('tab', { name: 'The circle' }).click()
  await button(page, 'Save').click()
  await page.getByText('Saved.').waitFor()
  const news = await page.getByText('Saved.').boundingBox()
  const ways = await page.getByRole('navigation', { name: 'Circle' }).boundingBox()
  expect(news!.y + news!.height).toBeLessThan(ways!.y)
})

test('on a phone the bar of a session is low, and everything in it can be reached', async () => {
  await page.getByRole('link', { name: 'Table', exact: true }).click()
  await openTable(page, 'Kitchen', 12)
  await button(page, 'Sit down').click()
  await composer(page).waitFor()
  await button(page, 'Start a session').click()
  await page
    .getByLabel('What is it about?')
    .fill('Sunday critique: whose chapter stalls, and where do we stop reading?')
  await page.getByLabel('What is it about?').press('Enter')
  await button(page, 'Open breakouts').waitFor()
  const bar = await page.getByRole('region', { name: 'Session' }).boundingBox()
  expect(bar!.height).toBeLessThan(height / 4)

  const call = button(page, 'Call for help')
  await call.focus()
  const [seen, wide] = [(await call.boundingBox())!, page.viewportSize()!.width]
  expect(seen.x >= 0 && seen.x + seen.width <= wide).toBe(true)
  await page.setViewportSize({ width: 1280, height })
  await call.waitFor()
  await page.getByRole('link', { name: 'All tables' }).click()
  await sitDown(page, 'Kitchen')
})

test('who makes the window narrow, or everything large, still sees what is said, and the people beside it once there is room', async () => {
  const people = page.getByRole('complementary', { name: 'People' })
  await people.waitFor()
  await page.setViewportSize({ width: 640, height: 400 })
  await people.waitFor({ state: 'detached' })
  await page.getByRole('log', { name: 'Messages' }).waitFor()
  await page.setViewportSize({ width: 1280, height })
  await people.waitFor()
})

test('a long message that is pointed at stays where it is, with what can be done with it in sight', async () => {
  await say(page, 'A line of a long letter.\n'.repeat(200))
  await messages(page).and(page.locator('[data-seq]')).waitFor()
  const log = page.getByRole('log', { name: 'Messages' })
  const before = await log.evaluate((box) => box.scrollTop)
  const frame = (await log.boundingBox())!
  await page.mouse.move(frame.x + 200, frame.y + frame.height / 2)
  const actions = page.getByRole('group', { name: 'Message actions' })
  await actions.waitFor()
  expect((await actions.boundingBox())!.y).toBeGreaterThanOrEqual(frame.y)
  expect(await log.evaluate((box) => box.scrollTop)).toBe(before)
  await actions.getByRole('button', { name: 'Remove' }).click()
  await actions.getByRole('button', { name: 'Remove' }).click()
  await page.getByText('This message was taken back.').waitFor()
})

test('whoever says yes to a way back is told where the link went, and is not asked again', async () => {
  await say(page, 'The kettle is on.')
  await messages(page).first().waitFor()
  await button(page, 'Yes').click()
  const asked = dialog(page, 'A way back')
  await asked.getByRole('button', { name: 'Close' }).click()
  await button(page, 'Yes').click()
  await asked.getByLabel('Your e-mail address').fill('ada@example.org')
  await asked.getByRole('button', { name: 'Send a link there' }).click()
  await asked.getByText('whoever runs it finds the link in its window').waitFor()
  await asked.getByRole('button', { name: 'Done' }).click()
  await asked.waitFor({ state: 'hidden' })
  await expect.poll(isFocused).toBe(true)
  expect(await button(page, 'Yes').count()).toBe(0)
})

test('whoever changes a message in between goes on with the answer that they had begun', async () => {
  const said = messages(page).and(page.locator('[data-seq]')).last()
  await said.focus()
  await page.keyboard.press('r')
  await composer(page).fill('Half an answer')
  await said.focus()
  await page.keyboard.press('e')
  await page.getByText('Changing your message').waitFor()
  await composer(page).press('Escape')
  await page.getByText(`Answering ${cast.ada}`).waitFor()
  expect(await composer(page).inputValue()).toBe('Half an answer')
})

test('whoever is next in the line of a full circle is in as soon as a seat is free, and finds the tables once they facilitate', async () => {
  const linkFor = async (addressee: string) =>
    (await asOwner(page, 'invite:create', { circleId, addressee, reason: reasonFor(addressee) })).link
  for (const name of [cast.ben, cast.chloe]) {
    await openDoor([stage.door.origin]).acceptInvite(await linkFor(name), name)
  }
  await asOwner(page, 'circle:change', { circleId, facts: { ...sampleCircle, capacity: 3 } })
  const rae = await (await stage.device()).newPage()
  await rae.goto(await linkFor(cast.rae))
  await rae.getByLabel('Your name').fill(cast.rae)
  await button(rae, 'Keep a place in line for me').click()
  await heading(rae, 'You are next in line').waitFor()
  await asOwner(page, 'circle:change', { circleId, facts: { ...sampleCircle, capacity: 4 } })
  await heading(rae, sampleCircle.name).waitFor()

  const { memberId } = (await (
    await rae.context().request.get(`${stage.door.origin}/api/me`)
  ).json()) as QueryReply<'me'>
  await asOwner(page, 'member:change-role', { circleId, memberId, role: 'facilitator' })
  await rae.getByRole('link', { name: 'Care', exact: true }).click()
  await rae.getByRole('tab', { name: 'Tables' }).click()
  await button(rae, 'Open a table').waitFor()
  expect(stage.errors).toEqual([])
})

test('a page that is older than the server starts anew where it wanted to go, with what was being written', async () => {
  await composer(page).fill('Half a sentence')
  const room = page.url()
  await page.route('**/assets/settings-page-*', (route) => route.fulfill({ status: 404 }), { times: 1 })
  await page.getByRole('link', { name: 'Settings' }).click()
  await heading(page, 'Settings').waitFor()
  await page.goto(room)
  await expect.poll(() => composer(page).inputValue()).toBe('Half a sentence')
})

test('whoever is called away while they change a message goes on with it when they are back', async () => {
  await composer(page).fill('')
  await say(page, 'What if we ate first?')
  await messages(page).filter({ hasText: 'ate first' }).and(page.locator('[data-seq]')).waitFor()
  await composer(page).press('ArrowUp')
  await composer(page).fill('What if we ate together first?')
  await page.getByRole('link', { name: 'Settings' }).click()
  await heading(page, 'Settings').waitFor()
  await page.goBack()
  await page.getByText('Changing your message').waitFor()
  await expect.poll(() => composer(page).inputValue()).toBe('What if we ate together first?')
  await composer(page).press('Enter')
  await messages(page).filter({ hasText: 'ate together first' }).waitFor()
})
