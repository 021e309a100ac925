import { describe, expect, test } from 'vitest'
import type { Role } from '../../shared/circles.ts'
import { commands, type CommandName } from '../../shared/commands.ts'
import { newId } from '../../shared/new-id.ts'
import { boundless } from '../support/boundless.ts'
import { openHouse } from '../support/house.ts'
import { all, rows, type Row } from './allowed-rows.ts'
import { names, openScene } from './scenes.ts'

const house = await openHouse({}, boundless)
const cases = all.flatMap((role) =>
  (Object.keys(commands) as CommandName[]).map((name) => ({ who: names[role], role, name, may: rows[name][0] })),
)

async function ask(name: CommandName, role: Role) {
  const is = await openScene(house, role)
  const input = await (rows[name] as Row<'room:enter'>)[1](is)
  return is.who.post(`/api/commands/${name}`, { commandId: newId(), ...input })
}

describe('what each role may do, done', () => {
  test.each(cases.filter(({ role, may }) => may.includes(role)))(
    '$who, a $role, does $name',
    async ({ name, role }) => {
      const { status, text } = await ask(name, role)
      expect([status, text]).toEqual([200, text])
    },
  )
})

describe('what a role may not do', () => {
  test.each(cases.filter(({ role, may }) => !may.includes(role)))(
    'is refused to $who, a $role, for that alone: $name',
    async ({ name, role }) => {
      const { code, json } = await ask(name, role)
      const { reason } = (json as { error: { details: { reason: string } } }).error.details
      expect([code, reason]).toEqual(['forbidden', 'role'])
    },
  )
})
