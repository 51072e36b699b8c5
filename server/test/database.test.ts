// Owns the proof that suites get what database.ts promises: migrated, apart from each other, with few rights, gone afterwards.
// Leaves what the tables hold to the suites of the features.
import { Client } from 'pg';
import { createTestDatabase } from './database.js';

async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const tableNames = (client: Client) =>
  client.query<{ name: string }>("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'").then(({ rows }) => rows.map((row) => row.name));

describe('a database per suite', () => {
  it('is a migrated copy, apart from other copies', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await connected(one.ownerUrl, (client) => client.query('CREATE TABLE only_here ()'));
    const here = await connected(one.ownerUrl, tableNames);
    const there = await connected(other.ownerUrl, tableNames);
    expect(there.length).toBeGreaterThan(5);
    expect(here).toContain('only_here');
    expect(there).not.toContain('only_here');
    await Promise.all([one.drop(), other.drop()]);
  });

  it("lets the product's role read but not change what the tables are", async () => {
    const made = await createTestDatabase();
    expect(await connected(made.appUrl, tableNames)).toContain('ticket');
    await expect(connected(made.appUrl, (client) => client.query('CREATE TABLE mine ()'))).rejects.toThrow(/permission denied/);
    await made.drop();
  });

  it('is gone after drop, also while somebody is connected', async () => {
    const made = await createTestDatabase();
    const client = new Client({ connectionString: made.ownerUrl });
    const cut = new Promise((resolve) => { client.on('error', resolve); });
    await client.connect();
    await made.drop();
    await cut;
    await expect(connected(made.ownerUrl, (again) => again.query('SELECT 1'))).rejects.toThrow(/does not exist/);
  });
});
