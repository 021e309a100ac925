import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { documents } from '../../server/dev/write-docs.ts'
import { openHouse } from '../support/house.ts'

const house = await openHouse()

describe('the documents of the interface', () => {
  test.each(Object.entries(documents))(
    '%s is what the registries say (else run server/dev/write-docs.ts)',
    (name, text) => {
      expect(readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8') === text()).toBe(true)
    },
  )

  test('are served as they are, and as a page', async () => {
    const visitor = house.visitor()
    for (const [name, text] of Object.entries(documents)) {
      expect((await visitor.get(`/docs/${name}`)).json).toEqual(JSON.parse(text()))
    }
    const page = await visitor.get('/docs')
    for (const name of ['message:send', 'room:catch-up', 'read:mark', 'seat:taken', 'presence', 'invite:accept']) {
      expect(page.text).toContain(`<code>${name}</code>`)
    }
  })

  test('name only what is there: every address in OpenAPI has a route', async () => {
    const { paths } = JSON.parse(documents['openapi.json']()) as { paths: Record<string, { get?: object }> }
    for (const [path, { get }] of Object.entries(paths)) {
      const address = path.replace(/\{\w+\}/g, '01890000-0000-7000-8000-000000000000')
      const visitor = house.visitor()
      const answer = await (get ? visitor.get(address) : visitor.post(address, {}))
      expect([path, answer.code]).not.toEqual([path, 'not_found'])
    }
  })
})
