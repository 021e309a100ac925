import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { StartupError } from '../../server/startup-error.ts'

const folder = mkdtempSync(join(tmpdir(), 'kith-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

const services = {
  DATABASE_URL: 'postgres://kith@db/kith',
  REDIS_URL: 'redis://cache:6379',
  KITH_SECRET: 'a secret that is long enough for anybody',
}

test('with nothing set Kith runs on this machine alone', () => {
  const config = readConfig({ DATA_DIR: 'memory://' })
  expect(config).toMatchObject({ mode: 'embedded', host: '127.0.0.1', port: 3000, publicOrigin: null, unsafe: false })
  expect(() => Object.assign(config, { port: 1 })).toThrow()
})

test('the secret of an embedded Kith is made once, for its owner only', () => {
  const dataDir = join(folder, 'data')
  const { secret } = readConfig({ DATA_DIR: dataDir })
  expect(secret).toHaveLength(43)
  expect(readConfig({ DATA_DIR: dataDir }).secret).toBe(secret)
  expect(readFileSync(join(dataDir, 'secret'), 'utf8')).toBe(secret)
  expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600)
})

test('what is set arrives typed', () => {
  const config = readConfig({
    ...services,
    PORT: '8080',
    PUBLIC_ORIGIN: 'https://kith.example/',
    TRUST_PROXY: '10.0.0.0/8, ::1',
    METRICS_PORT: '9100',
    SMTP_URL: 'smtp://mail:587',
    MAIL_FROM: 'Kith <kith@kith.example>',
    LOG_LEVEL: '',
    KITH_UNSAFE: '1',
    HOME: '/nowhere',
  })
  expect(config).toMatchObject({
    mode: 'services',
    port: 8080,
    publicOrigin: 'https://kith.example',
    trustProxy: ['10.0.0.0/8', '::1'],
    metricsPort: 9100,
    logLevel: 'info',
    unsafe: true,
  })
})

describe('a value that cannot be used is one sentence that says what to do', () => {
  const wrong: [environment: Record<string, string>, sentence: string][] = [
    [{ PORT: 'many' }, 'PORT cannot be used: set it to a number from 0 to 65535.'],
    [{ PORT: '65536' }, 'PORT cannot be used: set it to a number from 0 to 65535.'],
    [
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL cannot be used: set it to one of fatal, error, warn, info, debug, trace, silent.',
    ],
    [
      { PUBLIC_ORIGIN: 'kith.example' },
      'PUBLIC_ORIGIN cannot be used: set it to a scheme and a host, like https://kith.example.',
    ],
    [
      { PUBLIC_ORIGIN: 'https://kith.example/kith' },
      'PUBLIC_ORIGIN cannot be used: set it to a scheme and a host, like https://kith.example.',
    ],
    [
      { TRUST_PROXY: '10.0.0.0/33' },
      'TRUST_PROXY cannot be used: set it to addresses like 10.0.0.0/8, with commas between them.',
    ],
    [{ KITH_UNSAFE: 'yes' }, 'KITH_UNSAFE cannot be used: set it to 1 or leave it out.'],
    [{ KITH_UNSAVE: '1' }, 'KITH_UNSAVE is not a setting of Kith: remove it (there are KITH_SECRET and KITH_UNSAFE).'],
    [
      { ...services, DATABASE_URL: 'mysql://db' },
      'DATABASE_URL cannot be used: set it to an address like postgres://name@host/database.',
    ],
    [{ ...services, REDIS_URL: '' }, 'DATABASE_URL is set without REDIS_URL: set both, or neither.'],
    [{ ...services, DATABASE_URL: '' }, 'REDIS_URL is set without DATABASE_URL: set both, or neither.'],
    [
      { ...services, KITH_SECRET: '' },
      'KITH_SECRET is missing: set it to 32 characters or more, the same on every node.',
    ],
    [
      { ...services, KITH_SECRET: 'short' },
      'KITH_SECRET cannot be used: make it 32 characters or longer, like the output of openssl rand -base64 32.',
    ],
    [
      { ...services, SMTP_URL: 'smtp://mail' },
      'SMTP_URL is set without MAIL_FROM: set MAIL_FROM to the address that letters come from.',
    ],
    [
      { DATA_DIR: '/dev/null/data' },
      'Nothing can be written to /dev/null/data: set DATA_DIR to a directory that Kith may write to.',
    ],
  ]
  test.each(wrong)('%j', (environment, sentence) => {
    expect(() => readConfig(environment)).toThrow(StartupError)
    expect(() => readConfig(environment)).toThrow(new StartupError(sentence))
  })
})
