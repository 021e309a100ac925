import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, inject } from 'vitest'
import { openDatabase, type Database, type DatabaseOptions } from '../../server/storage/database.ts'
import type { Mode } from './available.ts'
import { urlOf } from './services-setup.ts'

declare module 'vitest' {
  interface ProvidedContext {
    mode: Mode
    /** The path of a dump, or the name of a database: migrated and empty. */
    template: string
    databaseUrl: string
    redisUrl: string
  }
}

/** A place for a database of its own, not opened yet: for a test that starts an application, or two. */
export interface DatabasePlace {
  options: DatabaseOptions
  /** Removes it; whatever opened it must be closed. */
  drop(): Promise<void>
}

/** A migrated, empty database of this test file, in the mode at hand. Call it once, at the top of the file. */
export async function testDatabase(): Promise<Database> {
  const place = await testDatabasePlace()
  const database = await openDatabase(place.options)
  afterAll(async () => {
    await database.close()
    await place.drop()
  })
  return database
}

/** A migrated, empty database that nobody has opened. On services it can be opened several times, as by several nodes. */
export async function testDatabasePlace(): Promise<DatabasePlace> {
  const base = { nodeId: 'test', unsafe: true }
  const template = inject('template')
  if (inject('mode') === 'embedded') {
    return { options: { ...base, url: null, dataDir: 'memory://', template }, drop: () => Promise.resolve() }
  }
  const name = template.replace('template', randomBytes(6).toString('hex'))
  await onServer(`create database ${name} template ${template}`)
  return {
    options: { ...base, url: urlOf(inject('databaseUrl'), name), dataDir: '' },
    drop: () => onServer(`drop database if exists ${name} with (force)`),
  }
}

async function onServer(statement: string): Promise<void> {
  const admin = postgres(inject('databaseUrl'), { max: 1, onnotice: () => {} })
  await admin.unsafe(statement)
  await admin.end()
}
