// Owns how TypeScript becomes JavaScript, for the build and for jest alike.
// Leaves checking types to tsc.

/** @type {import('@swc/core').Options} */
export const swcOptions = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      // Otherwise every declared column of an entity would start as an own property that is undefined.
      useDefineForClassFields: false,
    },
    target: 'es2023',
    keepClassNames: true,
  },
  module: { type: 'es6' },
};
