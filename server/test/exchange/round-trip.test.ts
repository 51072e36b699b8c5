// Owns that what is taken out comes in again unchanged, in both forms, with contacts masked.
// Leaves changes to the other suites.
import type { ImportPreview } from '@zhitongche/shared/exchange/contract.js';
import { EXCHANGE_KINDS, FILE_FORMATS } from '@zhitongche/shared/exchange/kinds.js';
import { CAST } from '../cast.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';
import { download, upload, workbook } from './files.js';

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

describe.each(EXCHANGE_KINDS)('%s', (kind) => {
  it.each(FILE_FORMATS)('come in unchanged from their own export as %s', async (format) => {
    const { status, bytes, name } = await download(world, CAST.sysadmin, `/api/imports/data?kind=${kind}&format=${format}`);
    expect([status, name.endsWith(`_2026-03-02.${format}`)]).toEqual([200, true]);
    const answer = await upload(world, CAST.sysadmin, `/api/imports?kind=${kind}&name=x.${format}`, bytes);
    const { problems, changes, counts, rows, applicable } = answer.body as ImportPreview;
    expect(rows).toBeGreaterThan(100);
    expect({ problems: problems.items.slice(0, 3), changes: changes.items.slice(0, 3), counts, applicable })
      .toEqual({ problems: [], changes: [], counts: { new: 0, changed: 0, ended: 0, unchanged: rows }, applicable: false });
  });

  it('masks every personal phone', async () => {
    const { bytes } = await download(world, CAST.sysadmin, `/api/imports/data?kind=${kind}`);
    expect(JSON.stringify(Object.values(await workbook(bytes))[0])).not.toMatch(/(?<!\d)1\d{10}(?!\d)/);
  });

  it.each(FILE_FORMATS)('have a template whose headings are read again, as %s', async (format) => {
    const { status, bytes } = await download(world, CAST.sysadmin, `/api/imports/template?kind=${kind}&format=${format}`);
    expect(status).toBe(200);
    const { rows, warnings } = (await upload(world, CAST.sysadmin, `/api/imports?kind=${kind}&name=x`, bytes)).body as ImportPreview;
    expect({ rows, warnings: warnings.items.filter(({ message }) => message.includes('不认识')) }).toEqual({ rows: 1, warnings: [] });
  });
});
