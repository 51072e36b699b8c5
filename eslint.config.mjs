// Owns what a line of code may look like, beyond what the compiler sees.
// Leaves import directions to .dependency-cruiser.cjs and formatting to taste.
import vue from 'eslint-plugin-vue';
import { defineConfig } from 'eslint/config';
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';

const typed = ['{shared,server,miniapp}/**/*.ts', 'miniapp/**/*.vue'];

export default defineConfig(
  { ignores: ['**/node_modules/', '**/dist/', '.data/', 'test-results/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  {
    files: typed,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        // Written out, because specs belong to projects that are not the nearest: shared's to the server's, the mini-app's to e2e's.
        project: ['shared/tsconfig.json', 'server/tsconfig.json', 'miniapp/tsconfig.json', 'miniapp/e2e/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `array[index]!` after a look at the length is honest; the compiler's noUncheckedIndexedAccess asks everywhere else.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Entities and option classes are shapes without behaviour: a literal that has the shape is one of them.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Environment variables and JSON are read by ['NAME'], so that what is not ours looks different.
      '@typescript-eslint/dot-notation': 'off',
      // In files with decorators the rule stands back by itself: Nest finds what to inject by the classes in a constructor.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false }],
      // `[...text]` counts what people call letters, Chinese ones too; that is why we write it.
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      // Destructuring what a composable returns is how Vue is written.
      '@typescript-eslint/unbound-method': 'off',
      // There are no enums here (below), so this slowest of all rules looks for nothing.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // What vue-router offers instead is still called experimental.
      '@typescript-eslint/no-deprecated': ['error', { allow: [{ from: 'package', package: 'vue-router', name: 'scrollBehavior' }] }],
      // Nest finds its parts by their classes, which may be empty.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use an `as const` list: it is a value, a type and a CHECK at once.' },
        { selector: 'ExportAllDeclaration', message: 'No barrel files: import from the file that owns it.' },
      ],
    },
  },
  {
    // The same code runs in browsers: nothing of Node may slip in. Pure rules have no clock of their own.
    files: ['shared/src/**/*.ts', 'miniapp/src/**/*.{ts,vue}'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: builtinModules, patterns: ['node:*'] }] },
  },
  {
    files: ['server/src/*/domain/**/*.ts', 'shared/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use an `as const` list: it is a value, a type and a CHECK at once.' },
        { selector: 'ExportAllDeclaration', message: 'No barrel files: import from the file that owns it.' },
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Rules get the time as `now: Date`.' },
        { selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]', message: 'Rules get the time as `now: Date`.' },
        { selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]', message: 'Rules are pure: the same values give the same answer.' },
        { selector: ':function[async=true]', message: 'Rules are synchronous.' },
      ],
    },
  },
  {
    files: ['**/*.spec.ts', 'server/test/**/*.ts'],
    rules: {
      // jest's asymmetric matchers and parsed answers are `any`; an assertion on them is what makes them known.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      // A test that is focused hides all others.
      'no-restricted-properties': ['error', ...['describe', 'it', 'test'].map((object) => ({ object, property: 'only', message: 'It hides all other tests.' }))],
    },
  },
  {
    // Only vue-tsc knows the type of a component that a .ts file imports; here it counts as unknown.
    files: ['miniapp/src/main.ts', 'miniapp/src/app/*.ts', 'miniapp/src/modules/*/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-argument': 'off', '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    // Playwright reads which fixtures a function needs from its parameter, `{}` when none.
    files: ['miniapp/e2e/**/*.ts'],
    rules: { 'no-empty-pattern': 'off' },
  },
  {
    files: ['miniapp/**/*.vue'],
    extends: [vue.configs['flat/recommended']],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser } },
    rules: {
      // Line breaks in templates are a matter of taste.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/no-v-html': 'error',
    },
  },
  {
    files: ['**/*.{mjs,cjs}'],
    rules: { 'no-undef': 'off', 'no-unused-vars': 'error', 'prefer-const': 'error', eqeqeq: 'error' },
  },
);
