// Owns the sign of each entry.
// Leaves its shape to components/icon-shapes.ts.
import type { EntryKey } from '../../app/paths.js';
import type { IconName } from '../../components/icon-shapes.js';

export const entryIcons: Record<EntryKey, IconName> = { qinqing: 'firm', minqing: 'people', enterprise: 'factory' };
