import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { reasonFor, sampleCircle } from '../../server/dev/cast.ts'
import { openDoor } from '../../server/dev/member/door.ts'
import { comeIn, type ScriptedMember } from '../../server/dev/member/scripted-member.ts'
import type { CommandInput, CommandName, CommandReply } from '../../shared/commands.ts'
import { newId } from '../../shared/new-id.ts'
import type { RoomState } from '../../shared/rooms.ts'

/** What people do on their screens, found by the names that a screen reader would read out. */

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 })
export const messages = (page: Page) => page.getByRole('log', { name: 'Messages' }).getByRole('article')
export const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name })

/** The first person uses the link of the installation and opens the circle. Gives its address. */
export async function openCircle(page: Page, firstLink: string, name: string): Promise<string> {
  await page.goto(firstLink)
  await page.getByLabel('Your name').fill(name)
  await button(page, 'Come in').click()
  await page.getByRole('link', { name: 'Open a circle' }).click()
  await page.getByLabel('Name', { exact: true }).fill(sampleCircle.name)
  await page.getByLabel('Purpose, in one sentence').fill(sampleCircle.purpose)
  await page.getByLabel('The problem it starts from').fill(sampleCircle.problem)
  for (const [i, value] of sampleCircle.values.entries())
    await page.getByRole('textbox', { name: `Value ${i + 1}` }).fill(value)
  await page.getByLabel('Code of conduct').fill(sampleCircle.conduct)
  await button(page, 'Open the circle').click()
  await heading(page, 'Circle care').waitFor()
  return new URL(page.url()).pathname.replace(/\/care$/, '')
}

/** Opens a table, from the circle's home. */
export async function openTable(page: Page, name: string, seats: number): Promise<void> {
  await button(page, 'Open a table').click()
  const form = dialog(page, 'Open a table')
  await form.getByLabel('Name').fill(name)
  await form.getByText(String(seats), { exact: true }).click()
  await form.getByRole('button', { name: 'Open it' }).click()
  await heading(page, name).waitFor()
}

/** Makes an invite in the circle's care, and gives its link as it is shown. */
export async function invite(page: Page, name: string): Promise<string> {
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Why you').fill(reasonFor(name))
  await button(page, 'Make the invite').click()
  const link = await page.getByLabel('Link').inputValue()
  await button(page, 'Done').click()
  return link
}

/** Opens an invite on a new device and takes the seat in the circle. */
export async function join(device: BrowserContext, link: string, name: string): Promise<Page> {
  const page = await device.newPage()
  await page.goto(link)
  await page.getByLabel('Your name').fill(name)
  await button(page, 'Take my seat').click()
  await heading(page, sampleCircle.name).waitFor()
  return page
}

/** Somebody on the public socket, whom this page's owner invites. They sit where they are told to. */
export async function comeOverSocket(
  host: Page,
  circleId: string,
  name: string,
  roomId?: string,
): Promise<ScriptedMember> {
  const addresses = [new URL(host.url()).origin]
  const door = openDoor(addresses)
  const { link } = await asOwner(host, 'invite:create', { circleId, addressee: name, reason: reasonFor(name) })
  await door.acceptInvite(link, name)
  const member = await comeIn({ door, addresses, circleId })
  if (roomId) await member.enter(roomId)
  return member
}

/** Sits down at a table, from the circle's home. */
export async function sitDown(page: Page, table: string): Promise<void> {
  await page.getByRole('link', { name: new RegExp(`^(Sit down|Go back in): ${table}$`) }).click()
  await composer(page).waitFor()
}

export const composer = (page: Page) => page.getByRole('textbox', { name: /^(Say something in|Leave a word)/ })

export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await composer(page).press('Enter')
}

/** What has the focus, as a screen reader would name it; the body and the page itself by what they are. */
export const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLInputElement
    if (at === document.body || at.id === 'main') return at.localName
    return (at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent).trim()
  })

/** Waits until the focus is there; where it stays elsewhere, that is what the failure tells. */
export const focusIs = (page: Page, name: string | RegExp) => expect.poll(() => focused(page)).toMatch(name)

/** Runs a command as this device's owner, beside what is on the screen. */
export async function asOwner<N extends CommandName>(
  page: Page,
  name: N,
  input: Omit<CommandInput<N>, 'commandId'>,
): Promise<CommandReply<N>> {
  const { origin } = new URL(page.url())
  const data = { commandId: newId(), ...input }
  const answer = await page.context().request.post(`${origin}/api/commands/${name}`, { data, headers: { origin } })
  expect(await answer.json()).not.toHaveProperty('error')
  return (await answer.json()) as CommandReply<N>
}

/** The room that is on the screen, as a fresh snapshot gives it. */
export async function freshRoom(page: Page): Promise<RoomState> {
  const { origin, pathname } = new URL(page.url())
  const answer = await page.context().request.get(`${origin}/api/rooms/${pathname.split('/').at(-1)}`)
  return ((await answer.json()) as { state: RoomState }).state
}

/** What the screen shows of the log: number and words of each message. */
export function shownMessages(page: Page): Promise<[number, string][]> {
  return messages(page).evaluateAll((articles) =>
    articles.map((article): [number, string] => [
      Number(article.getAttribute('data-seq')),
      article.querySelector('.message-body p')?.textContent ?? '',
    ]),
  )
}

/** Waits until the screen shows exactly what a fresh snapshot says, and nothing is still on its way. */
export async function expectFresh(page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        const { messages: said, name } = await freshRoom(page)
        const shown = await shownMessages(page)
        const isSame = JSON.stringify(shown) === JSON.stringify(said.map(({ seq, text }) => [seq, text]))
        return isSame && (await heading(page, name).count()) === 1
          ? 'as fresh'
          : { shown, said: said.map((m) => m.text) }
      },
      { timeout: 20_000 },
    )
    .toBe('as fresh')
}

/** Nothing on the screen keeps anybody out, as far as axe can see. */
export async function expectUsable(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
}

/** How many seconds the turn on a screen still has. */
export async function leftIn(page: Page): Promise<number> {
  const [minutes, seconds] = (await page.getByRole('timer').innerText()).split(':').map(Number)
  return minutes! * 60 + seconds!
}
