import { openDatabase } from '../../server/storage/database.ts'

// Writes pairs for ever and says each number once it is acknowledged: to be killed by the test that started it.
const database = await openDatabase({ url: null, dataDir: process.argv[2] ?? '', nodeId: 'writer' })
const [last] = await database.sql<{ no: number }[]>`select coalesce(max(no), 0) as no from lefts`
for (let no = (last?.no ?? 0) + 1; ; no++) {
  await database.inTransaction(async ({ sql }) => {
    await sql`insert into lefts values (${no})`
    await sql`insert into rights values (${no})`
  })
  console.log(no)
}
