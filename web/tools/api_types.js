// api_types.js CONTRACT.json: writes src/lib/schema.d.ts and src/lib/exact_fields.ts anew.
//
// A number with `multipleOf` is an exact decimal. Pages never see it as a number: its type is text, and the names of all such
// fields are listed, for the reader of answers to take them as text.
import { readFileSync, writeFileSync } from 'node:fs'

import openapi, { astToString } from 'openapi-typescript'
import ts from 'typescript'

const document = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const names = new Set()
const numbers = new Set()
const isNumber = (schema) => schema?.type === 'number' || (Array.isArray(schema?.type) && schema.type.includes('number'))
const isExact = (schema) => isNumber(schema) && 'multipleOf' in schema

const ast = await openapi(document, {
  transform(schema) {
    if (!isExact(schema)) return undefined
    const text = ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword)
    const types = Array.isArray(schema.type) ? schema.type : [schema.type]
    if (!types.includes('null')) return text
    return ts.factory.createUnionTypeNode([text, ts.factory.createLiteralTypeNode(ts.factory.createNull())])
  },
})

// The names of exact fields, wherever in the contract they stand.
const resolve = (schema) =>
  schema?.$ref === undefined ? schema : schema.$ref.slice(2).split('/').reduce((at, key) => at[key], document)
const seen = new Set()
function walk(value) {
  if (value === null || typeof value !== 'object' || seen.has(value)) return
  seen.add(value)
  for (const [name, property] of Object.entries(value.properties ?? {})) {
    const schema = resolve(property)
    if (isExact(schema)) names.add(name)
    else if (isNumber(schema)) numbers.add(name)
  }
  Object.values(value).forEach(walk)
}
walk(document)
const both = [...names].filter((name) => numbers.has(name))
if (both.length > 0) throw new Error(`exact in one schema and not in another: ${both.join(', ')}`)

const header = '// Made by tools/generate-api-types from api/openapi.yaml; do not edit.\n'
writeFileSync(new URL('../src/lib/schema.d.ts', import.meta.url), header + astToString(ast))
writeFileSync(
  new URL('../src/lib/exact_fields.ts', import.meta.url),
  `${header}/** Fields whose numbers are exact decimals. */\nexport const exactFields: ReadonlySet<string> = new Set([\n` +
    [...names].sort().map((name) => `  '${name}',\n`).join('') +
    '])\n',
)
