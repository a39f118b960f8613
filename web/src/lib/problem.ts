import type { components } from './schema'

export type Problem = components['schemas']['Problem']

/** What went wrong, in words for people; carries the id to name where one asks for help. */
export class Refused extends Error {
  readonly problem: Problem
  readonly retryAfterS: number | null

  constructor(problem: Problem, retryAfterS: number | null = null) {
    super(problem.detail)
    this.problem = problem
    this.retryAfterS = retryAfterS
  }

  get code(): string {
    return this.problem.code
  }

  /** What is wrong with one field, by the last part of its pointer. */
  field(name: string): string | null {
    return this.problem.errors?.find((error) => error.pointer.split('/').pop() === name)?.detail ?? null
  }
}

/** Any failure as a problem: a network that is not there has a sentence, too. */
export function asRefused(cause: unknown): Refused {
  if (cause instanceof Refused) return cause
  return new Refused({
    type: '/problems/unreachable',
    title: 'Unreachable',
    status: 0,
    detail: 'The server cannot be reached at the moment. Nothing you typed is lost; try again.',
    instance: '',
    code: 'outcome_unknown',
    request_id: '',
  })
}
