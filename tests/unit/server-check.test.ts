import { createServer, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { StartupError } from '../../server/startup-error.ts'
import { checkServer, findProblem } from '../../server/storage/server-check.ts'

const good = { version: 15, fsync: 'on', synchronousCommit: 'on', encoding: 'UTF8', standby: false }

test('a server that keeps what it acknowledges is taken', () => {
  expect(findProblem(good, false)).toBeNull()
  expect(findProblem({ ...good, version: 18, synchronousCommit: 'local' }, false)).toBeNull()
})

test('a server that Kith cannot stand on is refused with a sentence', () => {
  expect(findProblem({ ...good, version: 14 }, true)).toBe('PostgreSQL 14 is too old: Kith needs 15 or newer.')
  expect(findProblem({ ...good, encoding: 'SQL_ASCII' }, true)).toContain('create it anew with encoding UTF8')
  expect(findProblem({ ...good, standby: true }, true)).toContain('a read-only standby')
})

test('a server that may lose what it acknowledges is taken only by somebody who says so', () => {
  for (const unsafe of [{ fsync: 'off' }, { synchronousCommit: 'off' }]) {
    expect(findProblem({ ...good, ...unsafe }, false)).toContain('or set KITH_UNSAFE=1')
    expect(findProblem({ ...good, ...unsafe }, true)).toBeNull()
  }
})

test('a server that is not there is a sentence without the password', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  const checking = checkServer(`postgres://kith:hunter2@127.0.0.1:${port}/kith`, false)
  await expect(checking).rejects.toThrow(
    new StartupError(
      `PostgreSQL at 127.0.0.1:${port} cannot be reached (ECONNREFUSED): start it, or correct DATABASE_URL.`,
    ),
  )
})
