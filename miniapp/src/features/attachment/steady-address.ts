// Owns that a file shown keeps its address while that lasts: a new one every few minutes would load it again and stop a player.
// Leaves making addresses to the server.

/** Addresses live for ten minutes at least. */
const steadyMs = 8 * 60_000;
const kept = new Map<string, { address: string; since: number }>();

/** The address under which this file was shown first, as long as it can be trusted to work. */
export function steadyAddress(address: string): string {
  const file = address.split('?')[0] ?? address;
  const known = kept.get(file);
  if (known !== undefined && Date.now() - known.since < steadyMs) return known.address;
  kept.set(file, { address, since: Date.now() });
  return address;
}
