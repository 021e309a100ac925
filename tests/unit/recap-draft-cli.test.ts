import { Readable, Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { draftRecap } from '../../server/cli/draft-recap.ts'

const message = {
  id: 'm1',
  author: 'Ada',
  at: '2026-01-05T10:00:00.000Z',
  body: 'We repair the library roof in October.',
}

describe('kith draft-recap', () => {
  it('reads a transcript and writes a recap', async () => {
    const { code, out, err } = await run({ title: null, messages: [{ ...message, marks: ['decision'] }] })
    expect(code).toBe(0)
    expect(err).toBe('')
    expect(JSON.parse(out)).toEqual({
      bullets: [{ text: 'Ada said that we repair the library roof in October.', cites: ['m1'], type: 'decision' }],
    })
  })

  it('needs no title', async () => {
    expect((await run({ id: 'x', messages: [message] })).code).toBe(0)
  })

  it('says how it is used', async () => {
    const { code, out } = await run('', ['--help'])
    expect(code).toBe(0)
    expect(out).toContain('kith draft-recap <')
  })

  const wrong: [string, unknown, string][] = [
    ['nothing', '', 'There is no transcript on standard input.\n'],
    ['no JSON', '{"messages":', 'The transcript is not valid JSON.\n'],
    ['a list', [], 'The transcript must be a JSON object.\n'],
    ['no messages', { title: 'x' }, 'The transcript needs a list of messages.\n'],
    ['a number as title', { title: 7, messages: [] }, 'The title must be a string or null.\n'],
    ['a message without a body', { messages: [{ ...message, body: undefined }] }, 'Message 1 needs a string "body".\n'],
    ['a message that is none', { messages: [message, null] }, 'Message 2 must be an object.\n'],
    ['the same id twice', { messages: [message, message] }, 'Message 2 repeats the id "m1".\n'],
    [
      'marks that are no list',
      { messages: [{ ...message, marks: 'win' }] },
      'Message 1 has "marks" that are no list of strings.\n',
    ],
    [
      'half a reaction',
      { messages: [{ ...message, reactions: 0.5 }] },
      'Message 1 has "reactions" that are no count.\n',
    ],
  ]
  for (const [name, input, sentence] of wrong) {
    it(`refuses ${name} with one sentence`, async () => {
      expect(await run(input)).toEqual({ code: 1, out: '', err: sentence })
    })
  }

  it('refuses an unknown option', async () => {
    expect(await run('', ['--fast'])).toEqual({
      code: 1,
      out: '',
      err: 'draft-recap knows no option --fast; try --help.\n',
    })
  })
})

async function run(input: unknown, args: string[] = []): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' }
  const into = (name: 'out' | 'err'): Writable =>
    new Writable({
      write(chunk: Buffer, _, done) {
        written[name] += chunk.toString()
        done()
      },
    })
  const stdin = Readable.from([typeof input === 'string' ? input : JSON.stringify(input)])
  const code = await draftRecap(args, { stdin, stdout: into('out'), stderr: into('err') })
  return { code, ...written }
}
