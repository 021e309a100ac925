export type Answered = { status: number; text: string; json: unknown; headers: Headers; code: string | null }

/** What a browser does with HTTP: it keeps cookies, names its origin, and follows nothing by itself here. */
export type Browser = {
  /** The cookie that signs this browser in, with its name. */
  cookie: string | null
  /** Every cookie by its name. */
  jar: Map<string, string>
  get(path: string, headers?: Record<string, string>): Promise<Answered>
  /** Sends JSON. Headers that are null are left out. */
  post(path: string, body: unknown, headers?: Record<string, string | null>): Promise<Answered>
  /** Sends a form. */
  submit(path: string, fields: Record<string, string>, headers?: Record<string, string | null>): Promise<Answered>
}

/** @param base where it sends to @param origin which it says it comes from */
export function openBrowser(base: string, origin = base): Browser {
  const jar = new Map<string, string>()
  const signsIn = (name: string) => name === 'kith' || name === '__Host-kith'
  const browser: Browser = {
    jar,
    get cookie() {
      const found = [...jar].find(([name]) => signsIn(name))
      return found ? found.join('=') : null
    },
    set cookie(pair) {
      for (const name of [...jar.keys()].filter(signsIn)) jar.delete(name)
      if (pair !== null) keep(pair)
    },
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, body, headers = {}) =>
      send(path, {
        method: 'POST',
        headers: kept({ origin, 'content-type': 'application/json', ...headers }),
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    submit: (path, fields, headers = {}) =>
      send(path, { method: 'POST', headers: kept({ origin, ...headers }), body: new URLSearchParams(fields) }),
  }
  return browser

  async function send(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Answered> {
    const cookies = [...jar].map((pair) => pair.join('=')).join('; ')
    const cookie: Record<string, string> = cookies ? { cookie: cookies } : {}
    const headers = { ...cookie, ...init.headers }
    const response = await fetch(base + path, { ...init, headers, redirect: 'manual' })
    for (const set of response.headers.getSetCookie()) keep(set.split(';')[0]!)
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
    const json: unknown = isJson ? JSON.parse(text) : null
    const code = (json as { error?: { code?: string } } | null)?.error?.code ?? null
    return { status: response.status, text, json, headers: response.headers, code }
  }

  function keep(pair: string): void {
    const [name = '', value = ''] = pair.split('=')
    if (value === '') jar.delete(name)
    else jar.set(name, value)
  }
}

function kept(headers: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null))
}
