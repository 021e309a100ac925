import { Readable, Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { planBreakouts } from '../../server/cli/plan-breakouts.ts'
import { people } from './grouping-support.ts'

const run = async (args: string[], input: unknown) => {
  const sink = () => {
    const chunks: string[] = []
    const stream = new Writable({ write: (chunk, _, done) => (chunks.push(String(chunk)), done()) })
    return { stream, text: () => chunks.join('') }
  }
  const [out, err] = [sink(), sink()]
  const text = typeof input === 'string' ? input : JSON.stringify(input)
  const code = await planBreakouts(args, { stdin: Readable.from([text]), stdout: out.stream, stderr: err.stream })
  return { code, out: out.text(), err: err.text() }
}

const instance = { id: 'x', members: people(16), rounds: 2, groupSize: { min: 4, max: 4 }, noteTaker: true }

describe('kith plan-breakouts', () => {
  it('answers a plan with a note-taker and a reason for everybody', async () => {
    const { code, out } = await run(['--budget-ms', '50', '--seed', '3'], instance)
    const plan = JSON.parse(out)
    expect(code).toBe(0)
    expect(plan).toMatchObject({ status: 'ok', repeats: 0, rounds: { length: 2 } })
    for (const group of plan.rounds[0].groups) {
      expect(group.members).toContain(group.noteTaker)
      expect(Object.keys(group.reasons).toSorted()).toEqual(group.members.toSorted())
    }
  })

  it('answers an error with its code, its people and exit code 1', async () => {
    const { code, out } = await run([], { ...instance, keepApart: [['p1', 'stranger']] })
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      status: 'error',
      code: 'unknown_member',
      details: { people: ['stranger'] },
    })
  })

  it('explains itself, and says what is wrong with a call or with the input', async () => {
    expect(await run(['--help'], '')).toMatchObject({ code: 0, out: expect.stringContaining('--budget-ms') })
    expect(await run(['--budget-ms', 'soon'], '')).toMatchObject({ code: 2, err: expect.stringContaining('soon') })
    expect(await run(['--fast'], '')).toMatchObject({ code: 2, err: expect.stringContaining('--fast') })
    expect(await run([], '{')).toMatchObject({ code: 2, err: expect.stringContaining('cannot be read') })
    expect(await run([], { members: 'ada' })).toMatchObject({ code: 2, err: expect.stringContaining('groupSize') })
  })
})
