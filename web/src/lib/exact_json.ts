import { exactFields } from './exact_fields'

/**
 * Turns the numbers of exact fields into text before the parser can make floating-point numbers of them. A name inside a string
 * cannot be mistaken: its quotation marks are escaped there.
 */
export function exactText(json: string): string {
  return json.replace(/"([a-z0-9_]+)":(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)/g, (all, name: string, digits: string) =>
    exactFields.has(name) ? `"${name}":"${digits}"` : all,
  )
}

export function parseExact(json: string): unknown {
  return JSON.parse(exactText(json))
}
