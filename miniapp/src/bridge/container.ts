// Owns the choice of the container the app runs in.
// Leaves what it can do to bridge.ts.
import type { Bridge } from './bridge.js';
import { browserBridge } from './browser.js';

export const container: Bridge = browserBridge;
