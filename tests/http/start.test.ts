import { describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { listenOn } from '../../server/http/listen.ts'
import { createLog } from '../../server/http/log.ts'
import { createHttpServer } from '../../server/http/server.ts'
import { openHouse } from '../support/house.ts'

const house = await openHouse()

const emptyServer = () =>
  createHttpServer({
    log: createLog({ level: 'silent', nodeId: 'test' }),
    trustProxy: [],
    isSecure: false,
    isAllowedOrigin: () => false,
    styles: { href: null },
  })

describe('a start that cannot succeed', () => {
  test('says in a sentence that the port is taken', async () => {
    const port = Number(new URL(house.base).port)
    const server = await emptyServer()
    await expect(listenOn(server, { host: '127.0.0.1', port })).rejects.toThrow(
      `Port ${port} is taken: stop what runs there, or set PORT to another.`,
    )
    await server.close()
  })

  test('says in a sentence that the host is none of this machine', async () => {
    const server = await emptyServer()
    await expect(listenOn(server, { host: '203.0.113.77', port: 0 })).rejects.toThrow('203.0.113.77 is no address')
    await server.close()
  })

  test('says in a sentence that the database cannot be reached', async () => {
    const config = readConfig({ DATA_DIR: 'memory://', LOG_LEVEL: 'silent' })
    const unreachable = { ...config, mode: 'services', databaseUrl: 'postgres://nobody@127.0.0.1:1/kith' } as const
    await expect(createApp(unreachable, { print: () => {} })).rejects.toThrow(/127\.0\.0\.1:1 cannot be reached/)
  })
})
