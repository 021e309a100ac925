import { expect, test } from 'vitest'
import { cast, sampleCircle } from '../../server/dev/cast.ts'
import {
  button,
  composer,
  expectFresh,
  invite,
  join,
  messages,
  openCircle,
  openTable,
  say,
  sitDown,
} from './screens.ts'
import { setStage } from './stage.ts'

// A loopback address that is not localhost stands for the house: nothing leaves this machine.
const house = '127.0.0.2'
const stage = await setStage({ PUBLIC_ORIGIN: '', HOST: house })

test('friends in one house come in over plain http, at the address that was printed', async () => {
  const page = await (await stage.device()).newPage()
  const { hostname, protocol } = new URL(stage.firstLink)
  expect([protocol, hostname]).toEqual(['http:', house])
  await openCircle(page, stage.firstLink, cast.ada)
  const link = await invite(page, cast.ben)
  expect(new URL(link).hostname).toBe(hostname)
  await page.getByRole('link', { name: 'Table', exact: true }).click()
  await openTable(page, 'Kitchen', 12)
  await button(page, 'Sit down').click()
  await composer(page).waitFor()

  const other = await join(await stage.device(), link, cast.ben)
  await sitDown(other, 'Kitchen')
  await say(other, `Good evening from the sofa, ${sampleCircle.name}.`)
  await messages(page).getByText('Good evening from the sofa').waitFor()
  await say(page, 'And from the kitchen.')
  await messages(other).getByText('And from the kitchen.').waitFor()
  for (const screen of [page, other]) await expectFresh(screen)
  expect(stage.errors).toEqual([])
})
