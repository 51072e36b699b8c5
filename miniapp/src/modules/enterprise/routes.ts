// Owns the addresses of 亲清直通车·企业版.
// Leaves the screens to modules/line.
import { entryRoutes } from '../line/entry-definition.js';
import { enterprise } from './enterprise.js';

export const enterpriseRoutes = entryRoutes(enterprise, () => import('./enterprise-home.vue'));
