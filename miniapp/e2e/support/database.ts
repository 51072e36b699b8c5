// Owns breaking and mending data below the product, as a bad import or a slip of an administrator of the database does.
// Leaves everything that people can do in the product to the product's own screens.
import pg from 'pg';

/** Runs one statement as the owner of the tables. */
export async function asOwner(statement: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: process.env['E2E_DATABASE_URL'] });
  await client.connect();
  try {
    await client.query(statement, values);
  } finally {
    await client.end();
  }
}
