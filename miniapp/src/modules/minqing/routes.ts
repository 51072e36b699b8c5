// Owns the addresses of 民情直通车.
// Leaves the screens to modules/line.
import { entryRoutes } from '../line/entry-definition.js';
import { minqing } from './minqing.js';

export const minqingRoutes = entryRoutes(minqing, () => import('./minqing-home.vue'));
