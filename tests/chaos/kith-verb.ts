import { join } from 'node:path'
import type { Installation } from './kith-nodes.ts'
import { runToEnd } from './processes.ts'
import { bareEnv } from '../support/bare-env.ts'

const root = join(import.meta.dirname, '../..')

/** Runs `kith <verb> ...` as its operator does, beside the nodes; resolves with what it printed. */
export function runKith(
  [verb, ...args]: [verb: string, ...args: string[]],
  { secret, folder }: Pick<Installation, 'secret' | 'folder'>,
  place: { databaseUrl: string } | { dataDir: string },
): Promise<string> {
  const settings =
    'databaseUrl' in place
      ? { DATABASE_URL: place.databaseUrl, REDIS_URL: 'redis://127.0.0.1:1', DATA_DIR: folder }
      : { DATA_DIR: place.dataDir }
  return runToEnd(process.execPath, [join(root, 'server/cli/kith.ts'), verb, ...args], {
    env: { ...bareEnv, KITH_SECRET: secret, LOG_LEVEL: 'warn', ...settings },
  })
}
