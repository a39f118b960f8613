// Writes what tools/sum_results.py reads of every other suite: {testsuites: [{name, testsuite: [{name, result, failures}]}]}.
// And for people, one line a test.
import { writeFileSync } from 'node:fs'
import path from 'node:path'

export default async function* report(events) {
  const suites = new Map()
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue
    if (data.details?.type === 'suite' || data.name === data.file || data.name?.endsWith('.test.js')) {
      if (type === 'test:pass') continue
    }
    const suite = path.basename(data.file ?? 'tests', '.test.js')
    const skipped = data.skip !== undefined && data.skip !== false
    const failed = type === 'test:fail'
    const test = { name: data.name, result: skipped ? 'SKIPPED' : 'COMPLETED' }
    if (failed) test.failures = [{ failure: String(data.details?.error?.message) }]
    suites.set(suite, [...(suites.get(suite) ?? []), test])
    yield `${failed ? 'FAILED' : skipped ? 'skipped' : 'ok     '} ${suite}: ${data.name} (${Math.round(data.details?.duration_ms ?? 0)} ms)\n`
    if (failed) yield `${data.details?.error?.cause?.stack ?? data.details?.error?.stack ?? ''}\n`
  }
  const testsuites = [...suites].map(([name, testsuite]) => ({ name, testsuite }))
  if (testsuites.length === 0) throw new Error('no test ran')
  if (process.env.LOAM_REPORT) writeFileSync(process.env.LOAM_REPORT, JSON.stringify({ testsuites }))
}
