export type Answered = { status: number; text: string; json: unknown; headers: Headers; code: string | null }

/** What a browser does with HTTP: it keeps the cookie, names its origin, and follows nothing by itself here. */
export type Browser = {
  cookie: string | null
  get(path: string, headers?: Record<string, string>): Promise<Answered>
  /** Sends JSON. Headers that are null are left out. */
  post(path: string, body: unknown, headers?: Record<string, string | null>): Promise<Answered>
  /** Sends a form. */
  submit(path: string, fields: Record<string, string>, headers?: Record<string, string | null>): Promise<Answered>
}

/** @param base where it sends to @param origin which it says it comes from */
export function openBrowser(base: string, origin = base): Browser {
  const browser: Browser = {
    cookie: null,
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
    const cookie: Record<string, string> = browser.cookie ? { cookie: browser.cookie } : {}
    const headers = { ...cookie, ...init.headers }
    const response = await fetch(base + path, { ...init, headers, redirect: 'manual' })
    const set = response.headers.get('set-cookie')?.split(';')[0]
    if (set) browser.cookie = set.endsWith('=') ? null : set
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
    const json: unknown = isJson ? JSON.parse(text) : null
    const code = (json as { error?: { code?: string } } | null)?.error?.code ?? null
    return { status: response.status, text, json, headers: response.headers, code }
  }
}

function kept(headers: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null))
}
