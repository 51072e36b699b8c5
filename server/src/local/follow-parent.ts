// Owns one promise: API, worker, migration and seed do not outlive the process that started them, even after kill -9.
// Preloaded by child-program.ts with --import; leaves how they stop to themselves.

/** A little more than the 5 s in which every entry point promises to stop. */
const graceMs = 7_000;

process.once('disconnect', () => {
  setTimeout(() => process.exit(1), graceMs).unref();
  process.kill(process.pid, 'SIGTERM');
});
// Watching the parent is no reason to stay alive.
process.channel?.unref();
