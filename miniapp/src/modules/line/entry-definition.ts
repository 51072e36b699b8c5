// Owns what an entry (亲清, 民情, 企业版) is, as data: words, look, what its forms ask.
// Leaves the values to the three modules and the screens to this folder.
import type { RouteRecordRaw } from 'vue-router';
import type { EntryKey } from '../../app/paths.js';
import type { ReportAsks } from '../../features/report/report-asks.js';

export interface EntryDefinition {
  key: EntryKey;
  name: string;
  /** One sentence under the name. */
  about: string;
  asks: ReportAsks;
  /** Whether people of this entry visit others. */
  visits: boolean;
  /** Who comes in here. An enterprise account reports for its own enterprise and sees whatever concerns it, not only what it sent. */
  role: 'cadre' | 'enterprise';
  words: { report: string; submissions: string };
}

/** Every entry has the same screens at its own addresses, with its own home. */
export function entryRoutes(entry: EntryDefinition, home: NonNullable<RouteRecordRaw['component']>): RouteRecordRaw[] {
  const at = `/m/${entry.key}`;
  const meta = { look: entry.key, role: entry.role };
  const props = (route: { params: Record<string, string | string[]> }) => ({ entry, ...route.params });
  const common: RouteRecordRaw[] = [
    { path: at, component: home, meta },
    { path: `${at}/report`, component: () => import('./report-screen.vue'), props: (route) => ({ entry, visitId: route.query['visit'], solved: route.query['solved'] === 'true' }), meta },
    { path: `${at}/receipt/:id`, component: () => import('./receipt-screen.vue'), props, meta },
    { path: `${at}/submissions`, component: () => import('./submissions-screen.vue'), props: (route) => ({ entry, status: route.query['status'] }), meta },
  ];
  const visiting: RouteRecordRaw[] = [
    { path: `${at}/visits`, component: () => import('./visits-screen.vue'), props, meta },
    { path: `${at}/visits/new`, component: () => import('./new-visit-screen.vue'), props, meta },
    { path: `${at}/visits/:id`, component: () => import('./visit-screen.vue'), props, meta },
  ];
  return entry.visits ? [...common, ...visiting] : common;
}
