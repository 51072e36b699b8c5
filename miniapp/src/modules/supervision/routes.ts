// Owns the addresses of the supervisor's entry.
// Leaves each screen to its file.
import type { RouteRecordRaw } from 'vue-router';
import { paths } from '../../app/paths.js';

export const supervisionRoutes: RouteRecordRaw[] = [
  { path: paths.supervision(), component: () => import('./supervision-screen.vue'), meta: { look: 'neutral', anybody: true } },
  { path: paths.documents(), component: () => import('./documents-screen.vue'), meta: { look: 'neutral' } },
  { path: paths.card(':ticketId', ':seq'), component: () => import('./card-screen.vue'), props: true, meta: { look: 'neutral' } },
  { path: paths.circulars(), component: () => import('./circulars-screen.vue'), meta: { look: 'neutral' } },
  { path: paths.circular(':id'), component: () => import('./circular-screen.vue'), props: true, meta: { look: 'neutral' } },
];
