import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { cast, reasonFor, sampleCircle } from '../../server/dev/cast.ts'
import { asOwner, button, composer, dialog, heading, messages, openCircle, openTable, say } from './screens.ts'
import { setStage } from './stage.ts'

const stage = await setStage()
let ada: Page
let guest: Page
let circlePath = ''

test('a host brings a guest, who reads for which session it is and how people treat each other', async () => {
  ada = await (await stage.device()).newPage()
  circlePath = await openCircle(ada, stage.firstLink, cast.ada)
  await ada.goto(stage.door.origin + circlePath)
  await openTable(ada, 'Kitchen', 12)
  await button(ada, 'Sit down').click()
  await composer(ada).waitFor()
  await say(ada, 'Said before the evening')
  await messages(ada).filter({ hasText: 'Said before the evening' }).and(ada.locator('[data-seq]')).waitFor()
  const roomId = new URL(ada.url()).pathname.split('/').at(-1)!
  await asOwner(ada, 'session:start', { roomId, title: 'Critique evening' })

  await button(ada, 'Bring a guest').click()
  const form = dialog(ada, 'Bring a guest')
  await form.getByText('Nobody is a guest yet.').waitFor()
  await form.getByLabel('Name', { exact: true }).fill('Kira')
  await form.getByLabel('Why you').fill(reasonFor('Kira'))
  await form.getByRole('button', { name: 'Make the invite' }).click()
  const link = await form.getByLabel('Link').inputValue()
  await form.getByText('Critique evening').first().waitFor()
  await form.getByRole('button', { name: 'Done' }).click()
  await form.getByRole('button', { name: 'Take back the invite for Kira' }).waitFor()
  await ada.keyboard.press('Escape')

  guest = await (await stage.device()).newPage()
  await guest.goto(link)
  await heading(guest, sampleCircle.name).waitFor()
  await guest.getByText('has invited you as a guest').waitFor()
  await guest.getByRole('heading', { name: 'Critique evening' }).waitFor()
  await guest.getByText(sampleCircle.conduct.slice(0, 30)).waitFor()
  await guest.getByLabel('Your name').fill('Kira')
  await button(guest, 'Come in as a guest').click()
})

test('the guest sits down like everybody, and everybody sees whose guest they are', async () => {
  await button(guest, 'Sit down').click()
  await composer(guest).waitFor()
  await say(guest, 'Good evening')
  await expect.poll(() => messages(ada).filter({ hasText: 'guest of Ada' }).count()).toBe(1)
  await ada.getByRole('complementary', { name: 'People' }).getByText('guest of Ada').waitFor()
  expect(await guest.getByText('Said before the evening').count()).toBe(0)
  expect(await guest.getByRole('navigation', { name: 'Circle' }).count()).toBe(0)
  expect(await button(guest, 'Bring a guest').count()).toBe(0)

  const there = guest.url()
  await guest.goto(stage.door.origin + circlePath)
  await guest.getByText('There is nothing here, or it is not yours to see.').waitFor()
  await guest.goto(stage.door.origin)
  await guest.getByRole('link', { name: /Critique evening/ }).click()
  await expect.poll(() => guest.url()).toBe(there)
  await composer(guest).waitFor()
})

test('when the session ends the guest is thanked and told how to come again', async () => {
  await button(ada, 'End session').click()
  await dialog(ada, 'End the session?').getByRole('button', { name: 'End it' }).click()
  await heading(guest, 'The session is over').waitFor()
  await guest.getByText('Would you like to come again?').waitFor()
  await guest.reload()
  await heading(guest, 'The session is over').waitFor()
  expect(await guest.getByText('Calls for safety').count()).toBe(0)
  expect(await messages(ada).filter({ hasText: 'Good evening' }).count()).toBe(1)
  expect(stage.errors).toEqual([])
})

test('a guest who called for safety reads after their stay what was done', async () => {
  await asOwner(ada, 'session:start', { roomId: tableOf(ada), title: 'Second evening' })
  await button(ada, 'Bring a guest').click()
  const form = dialog(ada, 'Bring a guest')
  await form.getByLabel('Name', { exact: true }).fill('Kira')
  await form.getByLabel('Why you').fill(reasonFor('Kira'))
  await form.getByRole('button', { name: 'Make the invite' }).click()
  await guest.goto(await form.getByLabel('Link').inputValue())
  await button(guest, 'Come in as a guest').click()
  await button(guest, 'Sit down').click()
  await composer(guest).waitFor()
  const help = { roomId: tableOf(ada), kind: 'safety' as const, text: 'Please come quietly.' }
  await asOwner(guest, 'help:call', help)
  await asOwner(ada, 'session:end', { roomId: help.roomId })
  await heading(guest, 'The session is over').waitFor()
  await guest.getByText('A host still writes down what was done').waitFor()

  await ada.goto(stage.door.origin + circlePath)
  await button(ada, 'Write what was done').click()
  await dialog(ada, 'What was done').getByLabel('What was done').fill('We spoke in the kitchen.')
  await dialog(ada, 'What was done').getByRole('button', { name: 'Keep it and close the call' }).click()
  await guest.goto(stage.door.origin)
  await guest.getByRole('button', { name: 'Look at your call' }).click()
  await guest.getByText('We spoke in the kitchen.').waitFor()
  expect(stage.errors).toEqual([])
})

const tableOf = (page: Page) => new URL(page.url()).pathname.split('/').at(-1)!
