import createClient from 'openapi-fetch'

import { exactText } from './exact_json'
import { Refused, type Problem } from './problem'
import type { components, paths } from './schema'
import { session } from './session.svelte'

export type Schemas = components['schemas']

/** The text of an answer with exact fields as text, whoever reads it then. */
async function exact(response: Response): Promise<Response> {
  if (!(response.headers.get('Content-Type') ?? '').includes('json')) return response
  const text = exactText(await response.text())
  return new Response(response.status === 204 ? null : text, { status: response.status, headers: response.headers })
}

/** With the account's token; once more with a new one where the old one had just ended. */
async function authorized(request: Request): Promise<Response> {
  const again = request.clone()
  const token = await session.token()
  if (token !== null) request.headers.set('Authorization', `Bearer ${token}`)
  const response = await fetch(request)
  if (response.status !== 401 || token === null) return response
  const renewed = await session.renew(token)
  if (renewed === null) return response
  again.headers.set('Authorization', `Bearer ${renewed}`)
  return fetch(again)
}

const client = createClient<paths>({
  baseUrl: location.origin,
  fetch: async (request) => exact(await authorized(request)),
  querySerializer: { array: { style: 'form', explode: false } },
})

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The answer itself, or a Refused that says why not. */
async function told<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer
  if (response.ok) return data as T
  const problem = error as Problem | undefined
  const retryAfter = response.headers.get('Retry-After')
  throw new Refused(
    problem?.detail !== undefined
      ? problem
      : { type: '', title: response.statusText, status: response.status, detail: `The server answered ${response.status}.`,
          instance: '', code: 'internal_error', request_id: response.headers.get('X-Request-Id') ?? '' },
    retryAfter === null ? null : Number.parseInt(retryAfter, 10), // eslint-disable-line no-restricted-syntax -- seconds
  )
}

/** One key for one intention: a repetition after a lost answer is the same write. */
export function newKey(): string {
  return crypto.randomUUID()
}

export const api = { client, told }
