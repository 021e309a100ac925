import { describe, expect, test } from 'vitest'
import { commands, type CommandName } from '../../shared/commands.ts'
import { newId } from '../../shared/new-id.ts'
import { boundless } from '../support/boundless.ts'
import { openHouse } from '../support/house.ts'
import { rows, type Row } from './allowed-rows.ts'
import { openScene } from './scenes.ts'
import { traces } from './traces.ts'

const house = await openHouse({}, boundless)

describe('INV-3 what was accepted takes effect once and is answered alike, also when it comes three times at once', () => {
  test.each(Object.keys(commands) as CommandName[])('by %s', async (name) => {
    const is = await openScene(house, rows[name][0].at(-1)!)
    const input = await (rows[name] as Row<'room:enter'>)[1](is)
    const command = { commandId: newId(), ...input }
    const ask = () => is.who.post(`/api/commands/${name}`, command)
    const [first, ...others] = await Promise.all([ask(), ask(), ask()])
    const before = await traces(house.app.database)
    others.push(await ask())
    expect(first.status).toBe(200)
    for (const { status, json } of others) expect([status, json]).toEqual([200, first.json])
    expect(await traces(house.app.database)).toEqual(before)
  })
})
