import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const launch = join(import.meta.dirname, '../../server/cli/launch.mjs')
const people = Array.from({ length: 150 }, (_, i) => `member-${i}`)
const instance = JSON.stringify({ members: people, rounds: 3, groupSize: { min: 6, max: 10 } })

/** Plans breakouts and writes backups, again and again until it is over, each as the process that an operator starts. */
export function planAndBackUp(env: Record<string, string>): (isOver: () => boolean) => Promise<void> {
  return async (isOver) => {
    const folder = mkdtempSync(join(tmpdir(), 'kith-bench-'))
    const planning = async () => {
      while (!isOver()) await kith(['plan-breakouts', '--budget-ms', '1000'], env, instance)
    }
    const backingUp = async () => {
      for (let no = 1; !isOver(); no++) await kith(['backup', join(folder, String(no))], env)
    }
    await Promise.all([planning(), backingUp()])
    rmSync(folder, { recursive: true })
  }
}

async function kith(args: string[], env: Record<string, string>, input = ''): Promise<void> {
  const child = spawn(process.execPath, [launch, ...args], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  child.stdin!.end(input)
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`kith ${args[0]} ended with ${code}`)
}
