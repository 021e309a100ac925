import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { cast, reasonFor } from '../../server/dev/cast.ts'
import { openDoor } from '../../server/dev/member/door.ts'
import { asOwner, button, composer, dialog, heading, messages, openCircle, say } from './screens.ts'
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

  const circleId = (await openCircle(page, stage.firstLink, cast.ada)).split('/').at(-1)!
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

  // A form in a dialog is no part of the form whose button opened it.
  const { link } = await asOwner(page, 'invite:create', { circleId, addressee: 'Pia', reason: reasonFor('Pia') })
  await openDoor([stage.door.origin]).acceptInvite(link, 'Pia')
  await page.goto(`${stage.door.origin}/settings`)
  const name = page.getByLabel(/^Your name in /)
  await name.fill('Not saved')
  await page.getByRole('button', { name: /^Whom you do not sit with/ }).press('Enter')
  await page.getByLabel('Not in one breakout with').selectOption('Pia')
  await button(page, 'Keep us apart').press('Enter')
  await page.getByRole('list', { name: 'Kept apart from you' }).getByText('Pia', { exact: true }).waitFor()
  await page.reload()
  await expect.poll(() => name.inputValue()).toBe(cast.ada)
})
