/** An address as it may stand in a log: codes in paths and everything in the query are cut out. */
export function safeUrl(url: string): string {
  const path = url.split('?', 1)[0]!
  return path.replace(/^(\/sign-in\/).+/, '$1…').slice(0, 200)
}

const ids = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const clientPaths = new RegExp(
  `^/(start|join|settings|c/${ids}(/(about|together|care|recaps|r/${ids}|recap/${ids}))?)?$`,
)
const recapPath = new RegExp(`^/recaps/${ids}$`)
const messageMark = /#m-\d{1,10}$/

/** Whether a path is one of the client's own screens. */
export const isClientPath = (path: string): boolean => clientPaths.test(path)

/** Where somebody goes after signing in: a path of Kith, or null for anything that leads elsewhere. */
export function readNext(next: unknown): string | null {
  if (typeof next !== 'string') return null
  const path = next.replace(messageMark, '')
  return clientPaths.test(path) || recapPath.test(path) ? next : null
}
