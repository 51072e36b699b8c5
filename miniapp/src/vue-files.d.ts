// Owns what a tool that reads only TypeScript takes a .vue file for.
// Leaves the real types to vue-tsc.
declare module '*.vue' {
  import type { DefineComponent } from 'vue';

  const component: DefineComponent;
  export default component;
}
