// Owns which component answers to which address.
// Leaves the addresses to paths.ts and an entry's own screens to its module.
import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router';
import type { Role } from '@zhitongche/shared/directory/vocabulary.js';
import { wear } from '../lib/look.js';
import { adminRoutes } from '../modules/admin/routes.js';
import { enterpriseRoutes } from '../modules/enterprise/routes.js';
import { minqingRoutes } from '../modules/minqing/routes.js';
import { qinqingRoutes } from '../modules/qinqing/routes.js';
import { supervisionRoutes } from '../modules/supervision/routes.js';
import { paths } from './paths.js';

declare module 'vue-router' {
  interface RouteMeta {
    /** Colours of this screen; without it the former ones stay. */
    look?: string;
    /** Shown without a session. */
    open?: boolean;
    /** Who these screens are for; the server decides again at every request. */
    role?: Role;
    /** The same address makes sense for the next demo person too. */
    anybody?: boolean;
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/', component: () => import('../modules/entry/entry-screen.vue'), meta: { look: 'neutral' } },
  { path: '/notices', component: () => import('../modules/entry/notices-screen.vue') },
  { path: '/search', component: () => import('../modules/search/search-page.vue'), meta: { look: 'neutral', anybody: true } },
  { path: '/t/:id', component: () => import('../modules/entry/ticket-screen.vue'), props: true, meta: { anybody: true } },
  { path: '/desk', component: () => import('../modules/desk/desk-page.vue'), meta: { look: 'neutral', anybody: true } },
  { path: '/f/:token', component: () => import('../modules/follow/follow-page.vue'), props: true, meta: { open: true } },
  ...qinqingRoutes,
  ...minqingRoutes,
  ...enterpriseRoutes,
  ...adminRoutes,
  ...supervisionRoutes,
  { path: '/:rest(.*)*', redirect: paths.entry() },
];

/** Hash addresses: DingTalk opens one file and cannot rewrite paths. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes,
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is still under vue-router/experimental
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

router.afterEach((to) => { if (to.meta.look !== undefined) wear(to.meta.look); });
