import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { cast, reasonFor } from '../../server/dev/cast.ts'
import {
  asOwner,
  button,
  comeOverSocket,
  composer,
  dialog,
  focused,
  focusIs as whereFocusIs,
  heading,
  messages,
  openCircle,
  openTable,
  say,
} from './screens.ts'
import { setStage } from './stage.ts'

const stage = await setStage()
let page: Page
let circleId = ''

const focusIs = (name: string | RegExp) => whereFocusIs(page, name)

test('the focus goes along: into the page that comes, to what is missing, and into the next step', async () => {
  page = await (await stage.device()).newPage()
  circleId = (await openCircle(page, stage.firstLink, cast.ada)).split('/').at(-1)!
  await focusIs(/^main$/)
  await button(page, 'Make the invite').press('Enter')
  await focusIs(/^Name$/)
  await page.getByLabel('Why you').fill(reasonFor(cast.ben))
  await page.getByLabel('Name', { exact: true }).fill(cast.ben)
  await page.getByLabel('Name', { exact: true }).press('Enter')
  await focusIs(`The invite for ${cast.ben} is ready`)

  await page.getByRole('link', { name: 'Table', exact: true }).press('Enter')
  await button(page, 'Open a table').waitFor()
  await focusIs(/^main$/)
  await page.getByRole('link', { name: 'Skip to the page' }).press('Enter')
  await focusIs(/^main$/)
  await page.keyboard.press('Tab')
  await focusIs('Open a table')
  await page.keyboard.press('Enter')
  await dialog(page, 'Open a table').getByLabel('Name').fill('Kitchen')
  await dialog(page, 'Open a table').getByLabel('Name').press('Enter')
  await heading(page, 'Kitchen').waitFor()
  await focusIs(/^main$/)

  await button(page, 'Sit down').press('Enter')
  await composer(page).waitFor()
  await say(page, 'The kettle is on.')
  await messages(page).first().waitFor()
  await button(page, 'Not now').press('Enter')
  await focusIs('Say something in Kitchen')
  await messages(page).first().focus()
  await button(page, 'Mark').press('Enter')
  await focusIs('Message actions')
  await page.keyboard.press('Tab')
  await focusIs('Decision')
  await page.setViewportSize({ width: 390, height: 844 })
  const lines = page.locator('.actions .mark').evaluateAll((marks) => marks.map((mark) => mark.getClientRects().length))
  expect(await lines).toEqual([1, 1, 1, 1, 1, 1])
  await page.keyboard.press('Escape')
  await focusIs(new RegExp(`^${cast.ada}, `))
})

test('no key goes past a dialog: it has the focus in the turn in which it is opened, and gives it back in that of its end', async () => {
  const thereAndBack = button(page, 'Start a session').evaluate(async (opener: HTMLElement) => {
    const rendered = async () => {
      for (let turns = 0; turns < 20; turns++) await Promise.resolve()
    }
    const inside = () => document.activeElement?.closest('dialog[open]')
    opener.focus()
    opener.click()
    await rendered()
    const hasOpened = inside() !== null
    inside()?.querySelector<HTMLElement>('button[aria-label="Close"]')?.click()
    await rendered()
    return { hasOpened, isBack: document.activeElement === opener }
  })
  expect(await thereAndBack).toEqual({ hasOpened: true, isBack: true })
})

test('where what was pressed is gone, the focus stands at the next step: in a line, at an offered seat, in the session', async () => {
  await page.setViewportSize({ width: 1280, height: 844 })
  await asOwner(page, 'room:leave', { roomId: new URL(page.url()).pathname.split('/').at(-1)! })
  await page.getByRole('link', { name: 'Table', exact: true }).press('Enter')
  await openTable(page, 'Window seat', 2)
  const roomId = new URL(page.url()).pathname.split('/').at(-1)!
  const [chloe] = await Promise.all([
    comeOverSocket(page, circleId, cast.chloe, roomId),
    comeOverSocket(page, circleId, cast.rae, roomId),
  ])
  await button(page, 'Get in line').press('Enter')
  await focusIs('Leave the line')
  await button(page, 'Leave the line').press('Enter')
  await focusIs('Get in line')
  await button(page, 'Get in line').press('Enter')
  await focusIs('Leave the line')
  await button(page, 'Read what was said').press('Enter')
  await focusIs('Leave the line')
  await button(page, 'Back to the door').press('Enter')
  await focusIs('Leave the line')
  await chloe.leave(roomId)
  await focusIs('Take it')
  await button(page, 'Take it').press('Enter')
  await composer(page).waitFor()
  await focusIs('Start a session')
  await button(page, 'Start a session').press('Enter')
  await page.getByLabel('What is it about?').fill('Pages')
  await page.getByLabel('What is it about?').press('Enter')
  await focusIs('Open breakouts')
  await button(page, 'End session').press('Enter')
  await button(page, 'End it').press('Enter')
  await focusIs('Start a session')
})

test('whoever goes from field to field with a key sees each, also above what stands along the lower edge', async () => {
  await page.getByRole('link', { name: 'Recaps', exact: true }).click()
  await button(page, 'Write the recap of Pages').click()
  await button(page, 'Dismiss').click()
  for (const count of [1, 2, 3, 4]) {
    await button(page, 'Add a bullet').click()
    await page.getByRole('textbox', { name: `Words of bullet ${count}` }).waitFor()
  }
  const hidden: string[] = []
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 700 })
    for (const way of ['Tab', 'Shift+Tab']) {
      await (way === 'Tab' ? page.locator('.back') : button(page, 'Add a bullet')).focus()
      for (let i = 0; i < 25; i++) {
        await page.keyboard.press(way)
        if (await isCovered()) hidden.push(`${width} ${way}: ${await focused(page)}`)
      }
    }
  }
  expect(hidden).toEqual([])
  expect(stage.errors).toEqual([])
})

/** Whether something else stands over the lower edge of what has the focus. */
const isCovered = () =>
  page.evaluate(() => {
    const at = document.activeElement!
    const { left, width, bottom } = at.getBoundingClientRect()
    const above = document.elementFromPoint(left + width / 2, bottom - 2)
    return !at.contains(above) && at.localName !== 'body'
  })
