import type { Id } from '../../../shared/ids.ts'
import { newId } from '../../../shared/new-id.ts'
import type { QueryReply } from '../../../shared/queries.ts'
import type { Desk } from '../../cli/desk.ts'
import { cast, company, reasonFor, sampleCircle, sampleTables } from '../cast.ts'
import { openDoor, type Door } from '../member/door.ts'
import { comeIn, type ScriptedMember } from '../member/scripted-member.ts'

/** The circle of the demo, and the people in it. */
export type Company = {
  circleId: Id
  kitchenId: Id
  workbenchId: Id
  /** Connected only while the evening before is played: the guest is Ada afterwards. */
  ada: ScriptedMember
  /** The twelve who sit at the table. */
  members: ScriptedMember[]
}

const twelve = [cast.ben, cast.chloe, ...company]

/** Opens the circle of a new Kith and invites everybody; Rae too, who will not be there and reads. */
export async function gather(origin: string, firstLink: string): Promise<Company> {
  const door = openDoor([origin])
  await door.signInFirst(firstLink, cast.ada)
  const opened = await door.send('/api/commands/circle:open', { commandId: newId(), facts: sampleCircle })
  const { circleId } = opened as { circleId: Id }
  const ada = await comeIn({ door, addresses: [origin], circleId })
  for (const { name, capacity } of sampleTables) await ada.run('room:open', { circleId, name, capacity })
  const members: ScriptedMember[] = []
  for (const name of [...twelve, cast.rae]) {
    const { link } = await ada.run('invite:create', { circleId, addressee: name, reason: reasonFor(name) })
    const theirs = openDoor([origin])
    await theirs.acceptInvite(link, name)
    if (name !== cast.rae) members.push(await comeIn({ door: theirs, addresses: [origin], circleId }))
  }
  return companyOf(ada, members)
}

/** Brings the people of an earlier demo back, each with a link of the operator. */
export async function gatherAgain(origin: string, desk: Desk): Promise<Company> {
  const back = async (name: string) => {
    const door: Door = openDoor([origin])
    await door.signIn((await desk.signInLink({ member: name })).link)
    const { circles } = (await door.send('/api/me')) as QueryReply<'me'>
    return comeIn({ door, addresses: [origin], circleId: circles[0]!.circleId })
  }
  const ada = await back(cast.ada)
  const members: ScriptedMember[] = []
  for (const name of twelve) members.push(await back(name))
  return companyOf(ada, members)
}

async function companyOf(ada: ScriptedMember, members: ScriptedMember[]): Promise<Company> {
  const [kitchen, workbench] = await ada.until(() => {
    const found = sampleTables.map(({ name }) => ada.circle().rooms.find((room) => room.name === name))
    return found.every((room) => room !== undefined) && found
  })
  const { circleId } = ada.circle()
  return { circleId, kitchenId: kitchen!.roomId, workbenchId: workbench!.roomId, ada, members }
}
