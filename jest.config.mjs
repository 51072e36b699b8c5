// Projects: `pure` needs nothing, `clocks` is the part of it that counts days, on a day that is not today (npm test gives it other time zones);
// `db` and `faults` need the PostgreSQL that their global setup starts, `compose` starts what docker-compose.yml says.
import { swcOptions } from './server/tools/swc-options.mjs';

const common = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^@zhitongche/shared/(.*?)(?:\\.js)?$': '<rootDir>/shared/src/$1.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swcOptions, sourceMaps: 'inline' }] },
  transformIgnorePatterns: ['/node_modules/'],
  // What is built or kept here has the names of what it was built from.
  modulePathIgnorePatterns: ['<rootDir>/[^/]+/dist/', '<rootDir>/\\.data/'],
};

/** Whole programs run to their end, several times: `npm run test:programs`, not part of `npm test`. */
const programs = ['<rootDir>/server/test/bench.test.ts', '<rootDir>/server/test/simulate.test.ts'];

const ownCluster = {
  globalSetup: '<rootDir>/server/test/global-setup.mjs',
  globalTeardown: '<rootDir>/server/test/global-teardown.mjs',
};

export default {
  projects: [
    { ...common, displayName: 'pure', testMatch: ['<rootDir>/{shared,server,miniapp}/src/**/*.spec.ts'] },
    {
      ...common,
      displayName: 'clocks',
      testMatch: ['<rootDir>/server/src/{deadline,calendar}/**/*.spec.ts', '<rootDir>/server/src/ticket/domain/{recompute,lights,stories/*}.spec.ts'],
      fakeTimers: { enableGlobally: true, now: Date.UTC(2031, 1, 28, 23, 59) },
    },
    {
      ...common,
      displayName: 'db',
      testMatch: ['<rootDir>/server/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/server/test/compose/', '<rootDir>/server/test/faults/', ...programs],
      ...ownCluster,
    },
    { ...common, ...ownCluster, displayName: 'programs', testMatch: programs },
    // Takes minutes: `npm run test:faults`, not part of `npm test`.
    { ...common, ...ownCluster, displayName: 'faults', testMatch: ['<rootDir>/server/test/faults/**/*.test.ts'] },
    // Needs nginx and redis-server on the machine: `npm run test:compose`, not part of `npm test`.
    { ...common, displayName: 'compose', testMatch: ['<rootDir>/server/test/compose/**/*.test.ts'] },
  ],
};
