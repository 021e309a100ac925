import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import { secretOf } from './secret.ts'
import { StartupError } from './startup-error.ts'

export interface Config {
  readonly mode: 'embedded' | 'services'
  readonly host: string
  readonly port: number
  /** Absolute, or `memory://` for an installation that forgets everything. */
  readonly dataDir: string
  /** The origin of links and the only one that browsers may come from; null: whatever addresses the server listens on. */
  readonly publicOrigin: string | null
  readonly databaseUrl: string | null
  readonly redisUrl: string | null
  /** What keys are derived from: equal on every node. */
  readonly secret: string
  /** Whether the installation has made its secret itself, and keeps it beside its data. */
  readonly keepsOwnSecret: boolean
  readonly smtpUrl: string | null
  readonly mailFrom: string
  readonly logLevel: z.infer<typeof logLevels>
  /** Where metrics are served, apart from everything else; null: nowhere. */
  readonly metricsPort: number | null
  /** Addresses of proxies whose word about the client's address counts, as CIDR. */
  readonly trustProxy: readonly string[]
  /** Whether the server may stand on a database that can lose what it has acknowledged. */
  readonly unsafe: boolean
}

const logLevels = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
const port = (advice: string) =>
  z
    .string()
    .regex(/^\d{1,5}$/, advice)
    .transform(Number)
    .refine((n) => n < 65536, advice)
const url = (advice: string, schemes: string[]) => z.string().refine((text) => hasScheme(text, schemes), advice)

const variables = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: port('set it to a number from 0 to 65535').default(3000),
  DATA_DIR: z.string().default('./data'),
  PUBLIC_ORIGIN: z.string().refine(isOrigin, 'set it to a scheme and a host, like https://kith.example').optional(),
  DATABASE_URL: url('set it to an address like postgres://name@host/database', ['postgres:', 'postgresql:']).optional(),
  REDIS_URL: url('set it to an address like redis://host:6379', ['redis:', 'rediss:']).optional(),
  KITH_SECRET: z
    .string()
    .min(32, 'make it 32 characters or longer, like the output of openssl rand -base64 32')
    .optional(),
  SMTP_URL: url('set it to an address like smtp://name:password@host:587', ['smtp:', 'smtps:']).optional(),
  MAIL_FROM: z.string().includes('@', 'set it to an address like Kith <kith@example.org>').optional(),
  LOG_LEVEL: z.enum(logLevels.options, `set it to one of ${logLevels.options.join(', ')}`).default('info'),
  METRICS_PORT: port('set it to a number from 0 to 65535').optional(),
  TRUST_PROXY: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .refine((list) => list.every(isCidr), 'set it to addresses like 10.0.0.0/8, with commas between them')
    .default([]),
  KITH_UNSAFE: z.enum(['0', '1'], 'set it to 1 or leave it out').default('0'),
})

/** Variables that mean something to the tests only. */
const FOREIGN = ['KITH_TEST_STRICT']

/**
 * Reads the environment, once. Throws `StartupError` with one sentence about the first thing that is wrong. `look` sees where
 * the data is kept before a secret is made there, and may refuse.
 */
export function readConfig(
  environment: NodeJS.ProcessEnv = process.env,
  look: (place: Pick<Config, 'mode' | 'dataDir'>) => void = () => {},
): Config {
  refuseUnknown(environment)
  const found = parse(environment)
  const { DATABASE_URL: databaseUrl = null, REDIS_URL: redisUrl = null } = found
  refuseHalf(databaseUrl, redisUrl, found)
  const dataDir = found.DATA_DIR === 'memory://' ? found.DATA_DIR : resolve(found.DATA_DIR)
  const mode = databaseUrl === null ? 'embedded' : 'services'
  look({ mode, dataDir })
  return Object.freeze({
    mode,
    host: found.HOST,
    port: found.PORT,
    dataDir,
    publicOrigin: found.PUBLIC_ORIGIN ? new URL(found.PUBLIC_ORIGIN).origin : null,
    databaseUrl,
    redisUrl,
    secret: found.KITH_SECRET ?? secretOf(dataDir),
    keepsOwnSecret: !found.KITH_SECRET,
    smtpUrl: found.SMTP_URL ?? null,
    mailFrom: found.MAIL_FROM ?? '',
    logLevel: found.LOG_LEVEL,
    metricsPort: found.METRICS_PORT ?? null,
    trustProxy: Object.freeze(found.TRUST_PROXY),
    unsafe: found.KITH_UNSAFE === '1',
  })
}

function refuseUnknown(environment: NodeJS.ProcessEnv): void {
  const known = [...Object.keys(variables.shape), ...FOREIGN]
  const unknown = Object.keys(environment).find((name) => name.startsWith('KITH_') && !known.includes(name))
  const ours = known.filter((name) => name.startsWith('KITH_') && !FOREIGN.includes(name)).join(' and ')
  if (unknown) throw new StartupError(`${unknown} is not a setting of Kith: remove it (there are ${ours}).`)
}

function parse(environment: NodeJS.ProcessEnv): z.infer<typeof variables> {
  // A variable that is set to nothing (FOO= in a compose file) counts as left out.
  const set = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== '')
  const result = variables.safeParse(Object.fromEntries(set.map(([name, value]) => [name, value?.trim()])))
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new StartupError(`${String(issue?.path[0])} cannot be used: ${issue?.message}.`)
}

function refuseHalf(databaseUrl: string | null, redisUrl: string | null, found: z.infer<typeof variables>): void {
  if (databaseUrl && !redisUrl) throw new StartupError('DATABASE_URL is set without REDIS_URL: set both, or neither.')
  if (redisUrl && !databaseUrl) throw new StartupError('REDIS_URL is set without DATABASE_URL: set both, or neither.')
  if (databaseUrl && !found.KITH_SECRET)
    throw new StartupError('KITH_SECRET is missing: set it to 32 characters or more, the same on every node.')
  if (found.SMTP_URL && !found.MAIL_FROM)
    throw new StartupError('SMTP_URL is set without MAIL_FROM: set MAIL_FROM to the address that letters come from.')
}

function hasScheme(text: string, schemes: string[]): boolean {
  return URL.canParse(text) && schemes.includes(new URL(text).protocol)
}

function isOrigin(text: string): boolean {
  return hasScheme(text, ['http:', 'https:']) && [new URL(text).origin, `${new URL(text).origin}/`].includes(text)
}

function isCidr(text: string): boolean {
  const [address = '', bits, rest] = text.split('/')
  const widest = isIP(address) === 4 ? 32 : 128
  return (
    isIP(address) !== 0 && rest === undefined && (bits === undefined || (/^\d{1,3}$/.test(bits) && +bits <= widest))
  )
}
