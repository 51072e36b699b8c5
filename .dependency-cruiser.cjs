// Owns in which direction files may import each other; docs/architecture.md draws the picture.
// Leaves what is inside a file to eslint.
//   shared <- domain <- actions <- service, queries, presenter, controller, jobs <- module <- features.ts <- main

const specs = '\\.(spec|test)\\.ts$';
/** Anything below a server folder that is not a feature. */
const notFeature = '(?:platform|local|simulation)';
const feature = `(?!${notFeature}/)[^/]+`;
/** Tables: one to a file, or a feature's small ones together. */
const table = '\\.(entity|entities|records)\\.ts$';
const edge = '\\.(controller|jobs|presenter|queries|module)\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one thing in two files, or one of them knows too much. (Entities that refer to each other as types only are one picture of the database.)',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-missing',
      comment: 'An import that resolves to nothing fails at start, on another machine, in the evening.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'only-declared-packages',
      comment: 'What another package happens to bring along is gone after its next release. Types are looked at by the compiler only. Test tools live in the root package.json.',
      severity: 'error',
      from: { path: '^(shared|server|miniapp)/src/', pathNot: specs },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'shared-imports-nothing-of-ours',
      comment: 'Server and mini-app both stand on shared; whatever shared imported, both would carry.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(server|miniapp)/' },
    },
    {
      name: 'product-does-not-import-tests',
      comment: 'Test helpers break rules on purpose; the product must not be able to.',
      severity: 'error',
      from: { path: '^(shared|server|miniapp)/src/', pathNot: [specs, '/testing/'] },
      to: { path: [specs, '/testing/', '^server/test/', '^miniapp/e2e/'] },
    },
    {
      name: 'product-does-not-import-benches',
      comment: 'A bench starts the product and measures it from outside; in production none of it is there. (The faults make tickets fall due as it does.)',
      severity: 'error',
      from: { path: '^(shared|server|miniapp)/(src|test)/', pathNot: '^server/test/faults/' },
      to: { path: '^server/bench/' },
    },
    {
      name: 'server-and-miniapp-apart',
      comment: 'They meet in shared only: the mini-app repeats no rule, the server knows no screen. (The browser tests start the system.)',
      severity: 'error',
      from: { path: '^(server|miniapp)/' },
      to: { path: '^(server|miniapp)/', pathNot: ['^$1/', '^server/src/local/'] },
    },
    {
      name: 'simulator-never-imported',
      comment: 'The DingTalk simulator is a process of its own and must never reach a production build.',
      severity: 'error',
      from: { pathNot: '^server/simulator/' },
      to: { path: '^server/simulator/' },
    },
    {
      name: 'simulation-never-imported',
      comment: 'Its clock stands where a generator puts it. Only its own programs know it, so no other process can be given such a clock.',
      severity: 'error',
      from: { pathNot: '^server/src/(simulation/|main\\.simulate)' },
      to: { path: '^server/src/simulation/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'Rules are functions of plain values: they import shared and other rules, no action, no table and nothing that reads or writes. What they may have computes (hashes, lunar days) or only loads a table of days.',
      severity: 'error',
      from: { path: '^server/src/[^/]+/domain/', pathNot: specs },
      to: { pathNot: ['^shared/src/', '^server/src/[^/]+/domain/', '^node_modules/chinese-days/', '^(node:)?(crypto|module)$', '\\.json$'] },
    },
    {
      name: 'actions-stand-below-the-edges',
      comment: 'The same action serves HTTP, jobs and the seed: it must not know who calls it or how its result is shown.',
      severity: 'error',
      from: { path: '^server/src/[^/]+/(domain|actions)/', pathNot: specs },
      to: { path: edge },
    },
    {
      name: 'entities-are-plain',
      comment: 'A table knows other tables and its words, not what is done with it.',
      severity: 'error',
      from: { path: `^server/src/.+${table}` },
      to: { path: '^server/src/', pathNot: [table, '/domain/', '^server/src/platform/'] },
    },
    {
      name: 'features-meet-through-services',
      comment: "A feature's files are its own: others ask its *.service.ts. Only entities may refer to entities, and modules compose modules.",
      severity: 'error',
      from: { path: `^server/src/(${feature})/`, pathNot: [specs, table, '\\.module\\.ts$'] },
      to: { path: `^server/src/${feature}/`, pathNot: ['^server/src/$1/', '\\.service\\.ts$', '/domain/'] },
    },
    {
      name: 'foreign-rules-only-from-rules',
      comment: "A feature's pure rules may be used by other rules; an action that wants a foreign decision asks that feature's service, so there is one place to look for it. Types may be shared.",
      severity: 'error',
      from: { path: `^server/src/(${feature})/`, pathNot: [specs, '^server/src/[^/]+/domain/'] },
      to: { path: `^server/src/${feature}/domain/`, pathNot: '^server/src/$1/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'entities-refer-only-to-entities',
      comment: "Tables have foreign keys to other features' tables, and that is all they have.",
      severity: 'error',
      from: { path: `^server/src/(${feature})/.+${table}` },
      to: { path: `^server/src/${feature}/`, pathNot: ['^server/src/$1/', table, '/domain/'] },
    },
    {
      name: 'modules-compose-modules',
      comment: "A module wires its own feature and takes other features' modules and services; the data source lists all tables.",
      severity: 'error',
      from: { path: `^server/src/(${feature})/[^/]+\\.module\\.ts$` },
      to: { path: `^server/src/${feature}/`, pathNot: ['^server/src/$1/', '\\.(module|service)\\.ts$', table] },
    },
    {
      name: 'platform-knows-no-feature',
      comment: 'Everything stands on the platform. It learns of features by what they register; its seed plays people, and the data source lists all tables.',
      severity: 'error',
      from: { path: '^server/src/platform/', pathNot: [specs, '^server/src/platform/seed/', '^server/src/platform/database/data-source\\.ts$'] },
      to: { path: `^server/src/${feature}/` },
    },
    {
      name: 'local-stands-alone',
      comment: 'It starts the product as processes, from outside; importing it would start half of it twice.',
      severity: 'error',
      from: { path: '^server/src/local/' },
      to: { path: '^server/src/', pathNot: '^server/src/local/' },
    },
    {
      name: 'nobody-imports-main',
      comment: 'A start is not a part. (Tests migrate through main.migrate.)',
      severity: 'error',
      from: { path: '^server/src/' },
      to: { path: '^server/src/main\\.[^/]+\\.ts$' },
    },
    {
      name: 'only-mains-know-all-features',
      comment: 'features.ts lists every feature; who imports it depends on all of them.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: ['^server/src/main\\.[^/]+\\.ts$', '^server/src/(platform/seed|simulation)/'] },
      to: { path: '^server/src/features\\.ts$' },
    },
    {
      name: 'miniapp-features-apart',
      comment: 'Features do not import features: modules compose them, so each can be moved, shown or left out alone.',
      severity: 'error',
      from: { path: '^miniapp/src/features/([^/]+)/', pathNot: specs },
      to: { path: '^miniapp/src/features/', pathNot: '^miniapp/src/features/$1/' },
    },
    {
      name: 'miniapp-features-below-modules',
      comment: 'A feature does not know on which screens and in which entry it appears; it only knows the names of paths to link to.',
      severity: 'error',
      from: { path: '^miniapp/src/features/' },
      to: { path: '^miniapp/src/(modules|app)/', pathNot: '^miniapp/src/app/paths\\.ts$' },
    },
    {
      name: 'miniapp-entries-apart',
      comment: 'The entries are separate, so that one can be shown, moved or left out alone. What they have in common is a feature, or the frame of a line (modules/line); modules/entry offers the choice between them.',
      severity: 'error',
      from: { path: '^miniapp/src/modules/(?!line/|entry/)([^/]+)/', pathNot: specs },
      to: { path: '^miniapp/src/modules/', pathNot: ['^miniapp/src/modules/$1/', '^miniapp/src/modules/line/'] },
    },
    {
      name: 'miniapp-line-below-the-entries',
      comment: 'The frame of a line gets an entry described; it does not know which entries there are.',
      severity: 'error',
      from: { path: '^miniapp/src/modules/line/', pathNot: specs },
      to: { path: '^miniapp/src/modules/(?!line/)' },
    },
    {
      name: 'miniapp-ground-knows-no-feature',
      comment: 'Components, lib and bridge carry everything, so they can know nothing of it. (The names of paths are a list of words.)',
      severity: 'error',
      from: { path: '^miniapp/src/(components|lib|bridge)/' },
      to: { path: '^miniapp/src/(features|modules|app)/', pathNot: '^miniapp/src/app/paths\\.ts$' },
    },
    {
      name: 'paths-are-words',
      comment: 'Everybody may import the list of paths because it imports nothing of the mini-app.',
      severity: 'error',
      from: { path: '^miniapp/src/app/paths\\.ts$' },
      to: { path: '^miniapp/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^[^/]+/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.vue', '.json', '.d.ts'],
    },
  },
};
