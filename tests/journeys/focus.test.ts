import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { cast, reasonFor } from '../../server/dev/cast.ts'
import { button, composer, dialog, heading, messages, openCircle, say } from './screens.ts'
import { setStage } from './stage.ts'

const stage = await setStage()

/** What has the focus, as a screen reader would name it; nothing at all is the body. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLInputElement
    if (at === document.body || at.id === 'main') return at.localName
    return (at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent).trim()
  })

test('the focus goes along: into the page that comes, to what is missing, and into the next step', async () => {
  const page = await (await stage.device()).newPage()
  const focusIs = (name: string | RegExp) => expect.poll(() => focused(page)).toMatch(name)

  await openCircle(page, stage.firstLink, cast.ada)
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
  await button(page, 'Open a table').press('Enter')
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
