import assert from 'node:assert/strict'
import { PASSWORD, type TestApp } from './app.ts'
import { uuid7 } from './testkit.ts'

/** What one address answered: status, where it leads on, and its text as sent. */
export type Answer = {
  readonly status: number
  readonly location: string | null
  readonly html: string
  /** The same as it came: for files. */
  readonly bytes: Uint8Array
  readonly headers: Headers
}

export type Fields = Readonly<Record<string, string | readonly string[] | Blob>>

/** Somebody without a browser: keeps cookies, follows nothing by itself, sends forms as a browser does. */
export class Visitor {
  readonly app: TestApp
  readonly #cookies = new Map<string, string>()

  constructor(app: TestApp) {
    this.app = app
  }

  async signIn(email: string): Promise<this> {
    const answer = await this.post('/sign-in', {
      email: email.includes('@') ? email : `${email}@chi-do.example`,
      password: PASSWORD,
    })
    assert.equal(answer.status, 303, `${email} signs in`)
    return this
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send(path, { headers })
  }

  /** Sends a form from a page of the site itself; files go as multipart. */
  post(path: string, fields: Fields, headers: Record<string, string> = {}): Promise<Answer> {
    const files = Object.values(fields).some(value => value instanceof Blob)
    const form = files ? new FormData() : new URLSearchParams()
    for (const [name, value] of Object.entries(fields))
      for (const one of Array.isArray(value) ? value : [value]) form.append(name, one as string)
    return this.#send(path, { method: 'POST', body: form, headers: { origin: this.app.url, ...headers } })
  }

  /** Sends the form of a page whose action ends so, with its hidden fields as they stand and these laid over them. */
  async submit(page: Answer, action: string, fields: Fields = {}): Promise<Answer> {
    const form = formOf(page.html, action)
    return this.post(form.action, { ...form.values, ...fields })
  }

  /** Follows a redirect after a change. */
  async follow(answer: Answer): Promise<Answer> {
    assert.equal(answer.status, 303, problemsOf(answer.html).join('; ') || answer.html.slice(0, 300))
    return this.get(answer.location ?? '/')
  }

  /** The session as a browser keeps it: who is signed in here need not sign in there again. */
  state(): { cookies: { name: string; value: string; url: string }[] } {
    return { cookies: [...this.#cookies].map(([name, value]) => ({ name, value, url: this.app.url })) }
  }

  async #send(path: string, init: RequestInit): Promise<Answer> {
    const headers = new Headers(init.headers)
    if (this.#cookies.size > 0) headers.set('cookie', [...this.#cookies].map(pair => pair.join('=')).join('; '))
    const response = await fetch(new URL(path, this.app.url), { ...init, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (name) this.#cookies.set(name, value ?? '')
    }
    const bytes = new Uint8Array(await response.arrayBuffer())
    return {
      status: response.status,
      location: response.headers.get('location'),
      html: new TextDecoder().decode(bytes),
      bytes,
      headers: response.headers,
    }
  }
}

type Form = { readonly action: string; readonly values: Record<string, string | string[]> }

/** The form whose action ends so, with everything that a browser would send untouched. */
export function formOf(html: string, action: string): Form {
  const form = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].find(match =>
    attribute(match[1]!, 'action')?.endsWith(action),
  )
  assert.ok(form, `a form that sends to …${action}`)
  const values: Record<string, string[]> = {}
  const add = (name: string | undefined, value: string) => name && (values[name] ??= []).push(value)
  for (const [, attributes] of form[2]!.matchAll(/<input\b([^>]*)>/g)) {
    const type = attribute(attributes!, 'type') ?? 'text'
    if (type === 'file' || ((type === 'checkbox' || type === 'radio') && !/\bchecked\b/.test(attributes!))) continue
    add(attribute(attributes!, 'name'), attribute(attributes!, 'value') ?? (type === 'checkbox' ? 'on' : ''))
  }
  for (const [, attributes, text] of form[2]!.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g))
    add(attribute(attributes!, 'name'), unescape(text!).replace(/^\n/, ''))
  for (const [, attributes, options] of form[2]!.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const all = [...options!.matchAll(/<option\b([^>]*)>/g)].map(option => option[1]!)
    const chosen = all.find(option => /\bselected\b/.test(option)) ?? all[0]
    if (chosen !== undefined) add(attribute(attributes!, 'name'), attribute(chosen, 'value') ?? '')
  }
  const single = Object.fromEntries(
    Object.entries(values).map(([name, all]) => [name, all.length === 1 ? all[0]! : all]),
  )
  return { action: attribute(form[1]!, 'action')!, values: single }
}

const attribute = (attributes: string, name: string): string | undefined => {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1]
  return found === undefined ? undefined : unescape(found)
}

const unescape = (text: string): string =>
  text.replace(
    /&(lt|gt|quot|#39|amp);/g,
    (_, name: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[name] ?? '',
  )

/** The words of a page as a person reads them. */
export const wordsOf = (html: string): string =>
  unescape(html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()

/** What the page says is wrong. */
export const problemsOf = (html: string): string[] =>
  [...html.matchAll(/<(\w+)[^>]*\brole="alert"[^>]*>([\s\S]*?)<\/\1>/g)].map(match => wordsOf(match[2]!))

export const aForm = (): { command: string } => ({ command: uuid7() })
