import { existsSync } from 'node:fs'
import { StartupError } from '../startup-error.ts'

/** What a verb reads from and writes to. */
export interface Io {
  stdin: NodeJS.ReadableStream
  stdout: NodeJS.WritableStream
  stderr: NodeJS.WritableStream
}

/** A verb resolves with the exit code when it is done and has closed what it opened. */
export type Verb = (args: string[], io: Io) => Promise<number>

// Each verb lives in the file of its name, which is read only when it is asked for: a draft must not wait for a server.
const summaries: Record<string, string> = {
  start: 'serve Kith',
  demo: 'serve Kith with a dozen scripted members living in it',
  invite: 'make an invite for one person',
  'sign-in-link': 'make a link that signs a member in, once',
  'draft-recap': 'draft a recap from a transcript',
  'plan-breakouts': 'plan who sits with whom over several rounds',
  backup: 'write everything into one file',
  ledger: 'write what was taken back, for a restore to know',
  restore: 'read a backup into an empty database',
}

if (import.meta.main) process.exitCode = await runKith(process.argv.slice(2), process)

/** Runs `kith <verb> ...`: 0 when it went well, 1 with one plain sentence on stderr when Kith cannot start. */
export async function runKith([name = '', ...args]: string[], io: Io): Promise<number> {
  if (['', 'help', '--help', '-h'].includes(name)) {
    io.stdout.write(help())
    return name === '' ? 1 : 0
  }
  if (!isVerb(name)) {
    io.stderr.write(`Kith has no verb ${name}.\n\n${help()}`)
    return 1
  }
  try {
    const verb = await loadVerb(name)
    return await verb(args, io)
  } catch (error) {
    if (!(error instanceof StartupError)) throw error
    io.stderr.write(`${error.message}\n`)
    return 1
  }
}

function isVerb(name: string): boolean {
  return name in summaries && existsSync(fileOf(name))
}

function fileOf(name: string): URL {
  return new URL(`./${name}.ts`, import.meta.url)
}

async function loadVerb(name: string): Promise<Verb> {
  const module = (await import(fileOf(name).href)) as Record<string, Verb>
  const verb = module[name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())]
  if (!verb) throw new Error(`server/cli/${name}.ts exports no such verb`)
  return verb
}

function help(): string {
  const names = Object.keys(summaries).filter(isVerb)
  const width = Math.max(...names.map((name) => name.length))
  const lines = names.map((name) => `  ${name.padEnd(width)}  ${summaries[name]}`)
  return `kith <verb> [--help]\n\n${lines.join('\n')}\n`
}
