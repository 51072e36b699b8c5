// Owns the addresses of 亲清直通车.
// Leaves the screens to modules/line.
import { entryRoutes } from '../line/entry-definition.js';
import { qinqing } from './qinqing.js';

export const qinqingRoutes = entryRoutes(qinqing, () => import('./qinqing-home.vue'));
