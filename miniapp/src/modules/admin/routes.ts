// Owns the addresses of the administrators' entry: its home, and one screen per section.
// Leaves who administers to the server, which decides again at every request.
import type { RouteRecordRaw } from 'vue-router';

const meta = { look: 'neutral', role: 'sysadmin' } as const;

export const adminRoutes: RouteRecordRaw[] = [
  { path: '/admin', component: () => import('./admin-home.vue'), meta },
  { path: '/admin/queue', component: () => import('./queue-screen.vue'), meta },
  { path: '/admin/calendar', component: () => import('./calendar-screen.vue'), meta },
  // Open to more than sysadmin: rights are secadmin's part, the catalogue triage's.
  { path: '/admin/import', component: () => import('./import-screen.vue'), meta: { look: 'neutral' } },
];
