// Owns the end of what global-setup.mjs started.
// Leaves an early end (Ctrl-C) to the cluster itself, which goes with its process.
export default async function teardown() {
  await globalThis.testCluster.remove();
}
