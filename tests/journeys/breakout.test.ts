import { describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { cast, reasonFor } from '../../server/dev/cast.ts'
import { openDoor } from '../../server/dev/member/door.ts'
import { comeIn } from '../../server/dev/member/scripted-member.ts'
import type { QueryReply } from '../../shared/queries.ts'
import { asOwner, button, dialog, focusIs, heading, invite, join, openCircle, openTable, sitDown } from './screens.ts'
import { setStage } from './stage.ts'

// Ada leads and stays at the table; Ben and Chloe are in browsers, Pia is on the public socket alone.
const table = 'Kitchen'
const patience = { timeout: 20_000 }
const stage = await setStage()
const pages = new Map<string, Page>()
const ids = new Map<string, string>()
let tableId = ''
let roundId = ''
let rooms: Record<string, string> = {}

const ada = () => pages.get(cast.ada)!
const ben = () => pages.get(cast.ben)!
const chloe = () => pages.get(cast.chloe)!
const idOf = (name: string) => ids.get(name)!

async function openRound(): Promise<void> {
  const opened = await asOwner(ada(), 'round:open', {
    roomId: tableId,
    groups: [
      { name: 'Porch', memberIds: [idOf(cast.ben), idOf(cast.chloe)] },
      { name: 'Attic', memberIds: [idOf('Pia')] },
    ],
    sittingOut: [idOf(cast.ada)],
    task: 'One piece of work each.',
    minutes: 10,
    override: true,
  })
  roundId = opened.roundId
  rooms = Object.fromEntries(opened.breakouts.map(({ name, roomId }) => [name, roomId]))
  for (const page of [ben(), chloe()]) await heading(page, 'Porch').waitFor()
}

async function lookUp<Reply>(page: Page, path: string): Promise<Reply> {
  return (await (await page.context().request.get(stage.door.origin + path)).json()) as Reply
}

const card = (page: Page) => page.getByRole('complementary', { name: 'Our card' })
const posted = (page: Page, name: string) => page.getByRole('region', { name: `What ${name} brought back` })
const moving = (name: string, to: string | null) =>
  asOwner(ada(), 'round:move', { roomId: tableId, roundId, memberId: idOf(name), breakoutId: to && rooms[to]! })

describe('an evening in breakouts, from where members sit', () => {
  test('people come in, and a round brings each to their breakout with the reason why', async () => {
    const page = await (await stage.device()).newPage()
    pages.set(cast.ada, page)
    const circlePath = await openCircle(page, stage.firstLink, cast.ada)
    const circleId = circlePath.split('/').at(-1)!
    const links = [await invite(page, cast.ben), await invite(page, cast.chloe)]
    await page.getByRole('link', { name: 'Table', exact: true }).click()
    await openTable(page, table, 12)
    await button(page, 'Sit down').click()
    tableId = new URL(page.url()).pathname.split('/').at(-1)!
    for (const [i, name] of [cast.ben, cast.chloe].entries()) {
      pages.set(name, await join(await stage.device(), links[i]!, name))
      await sitDown(pages.get(name)!, table)
    }
    const { link } = await asOwner(page, 'invite:create', { circleId, addressee: 'Pia', reason: reasonFor('Pia') })
    const door = openDoor([stage.door.origin])
    await door.acceptInvite(link, 'Pia')
    const pia = await comeIn({ door, addresses: [stage.door.origin], circleId })
    await pia.enter(tableId)
    for (const { name, memberId } of pia.circle().members) ids.set(name, memberId)

    await asOwner(ada(), 'session:start', { roomId: tableId, title: 'Critique evening' })
    await openRound()
    await ben()
      .getByText(/^Why you sit here: .*for the first time/)
      .waitFor()
  })

  test('whoever a host moves is taken along, and reads who did it and where to', async () => {
    await moving(cast.chloe, 'Attic')
    await heading(chloe(), 'Attic').waitFor()
    await chloe().getByText(`${cast.ada} moved you to Attic.`).waitFor()
    await ben().getByRole('button', { name: 'People: 1 of 10 seats taken' }).waitFor()
    await moving(cast.chloe, null)
    await heading(chloe(), table).waitFor()
    await chloe().getByText(`${cast.ada} brought you back to the table.`).waitFor()
    await moving(cast.chloe, 'Porch')
    await heading(chloe(), 'Porch').waitFor()
  })

  test('a place is kept over a reload and a look at the table, and found again where it went meanwhile', async () => {
    await ben().reload()
    await heading(ben(), 'Porch').waitFor()
    await button(ben(), 'Step out to the table').first().click()
    await heading(ben(), table).waitFor()
    await ben()
      .getByText(/^Your place is kept for (10:00|9:\d\d)$/)
      .waitFor()
    await chloe().getByText('stepped out').waitFor()
    // Whoever looks in at the table is not led away from it again, also after a reload.
    await ben().reload()
    await ben()
      .getByText(/^Your place is kept for /)
      .waitFor()
    expect(await ben().getByRole('link', { name: 'Go to Porch' }).count()).toBe(1)
    await ben().getByRole('link', { name: 'Go to Porch' }).click()
    await heading(ben(), 'Porch').waitFor()
    await chloe().getByText('stepped out').waitFor({ state: 'detached' })

    // What happens while the device is away is told by no event: the place is looked for.
    const address = ben().url()
    await ben().goto('about:blank')
    await moving(cast.ben, 'Attic')
    await ben().goto(address)
    await heading(ben(), 'Attic').waitFor()
    await moving(cast.ben, 'Porch')
    await heading(ben(), 'Porch').waitFor()
  })

  test('two people write one card at once, and find the words of both in it', async () => {
    for (const page of [ben(), chloe()]) await button(page, 'Our card').click()
    await Promise.all([
      card(ben()).getByLabel('Headline').pressSequentially('Lunch first'),
      card(chloe())
        .getByRole('button', { name: 'Add a win' })
        .click()
        .then(() => card(chloe()).getByRole('textbox', { name: 'Win 1' }).pressSequentially('We agreed')),
    ])
    await expect
      .poll(() => card(ben()).getByRole('textbox', { name: 'Win 1' }).inputValue(), patience)
      .toBe('We agreed')
    await expect.poll(() => card(chloe()).getByLabel('Headline').inputValue(), patience).toBe('Lunch first')
    for (const page of [ben(), chloe()]) await card(page).getByText('Everything is saved.').waitFor()
  })

  test('whoever calls for help sees that a host is asked, and who comes', async () => {
    await button(ben(), 'Call for help').click()
    const form = dialog(ben(), 'Call for help')
    await form.getByText('We are stuck').click()
    await form.getByRole('button', { name: 'Call a host' }).click()
    await ben()
      .getByRole('region', { name: 'Session' })
      .getByText(`You called. ${cast.ada} is asked to come.`)
      .waitFor()
    const { calls } = await lookUp<QueryReply<'help:queue'>>(ada(), `/api/rooms/${tableId}/help`)
    expect(calls).toMatchObject([{ kind: 'stuck', roomId: rooms['Porch'], memberId: idOf(cast.ben) }])
    // A host is told once: not again when they have looked, nor in each breakout that they go to.
    const told = ada().locator('.toast', { hasText: 'Somebody calls for help.' })
    await told.getByRole('button', { name: 'Look' }).click()
    await dialog(ada(), 'Round 1').getByText(`${cast.ben} is stuck, in Porch.`).waitFor()
    await dialog(ada(), 'Round 1').getByRole('link', { name: 'Look in at Attic' }).click()
    await heading(ada(), 'Attic').waitFor()
    await ada()
      .getByRole('button', { name: /^Look after.*one call waits$/ })
      .waitFor()
    expect(await told.count()).toBe(0)
    await button(ada(), 'End the visit').first().click()
    await heading(ada(), table).waitFor()
    await asOwner(ada(), 'help:claim', { roomId: tableId, helpId: calls[0]!.helpId })
    await ben().getByText(`${cast.ada} is coming.`).first().waitFor()
    expect(await chloe().getByText('You called.').count()).toBe(0)
    await button(ben(), 'It is settled').click()
    await button(ben(), 'It is settled').waitFor({ state: 'detached' })
  })

  test('a call for safety can be about somebody who sits elsewhere: nobody in the room hears of it', async () => {
    await button(ben(), 'Call for help').click()
    const form = dialog(ben(), 'Call for help')
    await form.getByText('Safety, in private').click()
    await form.getByRole('checkbox', { name: 'Pia' }).check()
    expect(await form.getByRole('checkbox').count()).toBe(3)
    await form.getByRole('button', { name: 'Call a host' }).click()
    await ben()
      .getByRole('region', { name: 'Session' })
      .getByText(`You called. ${cast.ada} is asked to come.`)
      .waitFor()
    const { calls } = await lookUp<QueryReply<'help:queue'>>(ada(), `/api/rooms/${tableId}/help`)
    expect(calls).toMatchObject([{ kind: 'safety', about: [idOf('Pia')], memberId: idOf(cast.ben) }])
    expect(
      await chloe()
        .getByText(/called/i)
        .count(),
    ).toBe(0)
  })

  test('on a phone the talk keeps half of the screen, also below a word of the host and a turn that runs', async () => {
    await ben().setViewportSize({ width: 390, height: 844 })
    await card(ben())
      .getByRole('button', { name: /^Close/ })
      .click()
    await asOwner(ada(), 'round:announce', { roomId: tableId, roundId, text: 'Ten minutes are left: note one thing.' })
    await ben().getByText('to everybody: Ten minutes are left').waitFor()
    await asOwner(ben(), 'timer:set', { roomId: rooms['Porch']!, seconds: 120, memberId: idOf(cast.chloe) })
    await ben().getByText(`${cast.chloe}'s turn`, { exact: true }).waitFor()
    const log = ben().getByRole('log', { name: 'Messages' })
    await expect.poll(async () => (await log.boundingBox())!.y).toBeLessThan(422)
    // What stands beyond the edge comes in when the keyboard gets there.
    await button(ben(), 'Call for help').focus()
    for (const at of ['Call for help', 'Set a timer']) {
      await focusIs(ben(), at)
      const box = async () => (await button(ben(), at).boundingBox())!
      await expect.poll(async () => (await box()).x + (await box()).width).toBeLessThanOrEqual(390)
      expect((await box()).x).toBeGreaterThanOrEqual(0)
      await ben().keyboard.press('Tab')
    }
    await ben().setViewportSize({ width: 1280, height: 720 })
  })

  test('at the end the cards stand at the table, also what was typed last, and their people correct them', async () => {
    await card(chloe()).getByLabel('Open question').fill('Who cooks?')
    await asOwner(ada(), 'round:close', { roomId: tableId, roundId })
    for (const page of [ada(), ben(), chloe()]) {
      await heading(page, table).waitFor()
      await posted(page, 'Porch').getByText('Lunch first').waitFor()
      await posted(page, 'Porch').getByText('Who cooks?').waitFor()
      await posted(page, 'Attic').getByText('Attic: nothing noted').waitFor()
    }
    expect(
      await posted(ada(), 'Porch')
        .getByRole('button', { name: /^Correct/ })
        .count(),
    ).toBe(0)

    await posted(ben(), 'Porch').getByRole('button', { name: 'Correct something on the card of Porch' }).click()
    const form = dialog(ben(), 'Card of Porch')
    await form.getByLabel('Headline').fill('Lunch before anything else')
    await form.getByRole('button', { name: 'Done' }).click()
    await posted(ada(), 'Porch').getByText('Lunch before anything else').waitFor()
    await posted(ada(), 'Porch').getByText(`Corrected by ${cast.ben}`).waitFor()
    await posted(ada(), 'Porch').getByRole('button', { name: 'Earlier words on the card of Porch' }).click()
    await dialog(ada(), 'Card of Porch')
      .getByText(/earlier version/)
      .click()
    await dialog(ada(), 'Card of Porch').getByText('Lunch first').first().waitFor()
    await ada().keyboard.press('Escape')
    await ben().reload()
    await posted(ben(), 'Porch').getByText('Lunch before anything else').waitFor()
  })

  test('afterwards those who were there see who sat with whom', async () => {
    await asOwner(ada(), 'session:end', { roomId: tableId })
    await chloe().getByRole('link', { name: 'Circle', exact: true }).click()
    await chloe().getByRole('link', { name: 'Who sat with whom' }).click()
    const round = chloe().getByRole('region', { name: 'Round 1 of Critique evening' })
    await round.getByText(new RegExp(`${cast.ben}, ${cast.chloe}|${cast.chloe}, ${cast.ben}`)).waitFor()
    expect(stage.errors).toEqual([])
  })
})
