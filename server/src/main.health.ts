// Owns a health check as a program: asks one address of this machine, ends with 0 when it says it is ready and 1 otherwise.
// Leaves what ready means to who answers. For containers that have no shell or curl.

const [address] = process.argv.slice(2);
if (address === undefined) throw new Error('usage: node main.health.js http://127.0.0.1:PORT/PATH');
const answer = await fetch(address, { signal: AbortSignal.timeout(4_000) }).catch(() => null);
process.exit(answer?.ok ? 0 : 1);
