import svelte from 'eslint-plugin-svelte'
import ts from 'typescript-eslint'

import svelteConfig from './svelte.config.js'

/** Amounts are text from the wire to the screen. Numbers are made of them in one file, for drawing. */
const exact = [
  { selector: "CallExpression[callee.name=/^(Number|parseFloat)$/]", message: 'Amounts are text: see src/lib/decimal.ts, and draw() for pictures.' },
  { selector: "MemberExpression[object.name='Number'][property.name=/^parse/]", message: 'Amounts are text: see src/lib/decimal.ts.' },
  { selector: "UnaryExpression[operator='+']", message: 'Amounts are text: see src/lib/decimal.ts.' },
  { selector: "BinaryExpression[operator=/^[-+*\\u002f%]$/] MemberExpression[property.name=/(_bdt|shares)$/]", message: 'No arithmetic with amounts: see src/lib/decimal.ts.' },
  { selector: "CallExpression[callee.property.name='toFixed']", message: 'Amounts are text: see src/lib/decimal.ts.' },
]

export default ts.config(
  { ignores: ['node_modules', 'src/lib/schema.d.ts'] },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } } },
  {
    files: ['src/**'],
    rules: {
      'no-restricted-syntax': ['error', ...exact],
      'no-undef': 'off',
      // The router is ours, and its links are plain paths.
      'svelte/no-navigation-without-resolve': 'off',
      // svelte-check is the judge of those.
      'svelte/no-unused-svelte-ignore': 'off',
      // What is kept beside the page, and drawn from, is marked where it is kept.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  { files: ['src/lib/decimal.ts'], rules: { 'no-restricted-syntax': 'off' } },
)
