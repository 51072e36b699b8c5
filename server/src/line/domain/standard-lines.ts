// Owns the two lines (直通车) as every district begins with them: words, who reports, limits, review.
// Leaves which units lead and supervise them to the district: the demo's base data, or an installation's own file.
import { defaultLimits } from '@zhitongche/shared/deadline/limits.js';
import type { LineSettings } from '@zhitongche/shared/line/settings.js';
import { DEFAULT_REVIEW } from '@zhitongche/shared/line/settings.js';

export type StandardLine = Omit<LineSettings, 'leadUnitId' | 'supervisingUnitId'>;

const COMMON = { limits: defaultLimits, review: DEFAULT_REVIEW, returnsPerTicket: 2 };

export const STANDARD_LINES: readonly StandardLine[] = [
  { key: 'qinqing', name: '亲清直通车', numberPrefix: '亲清', subjectKinds: ['enterprise', 'talent'], reportingRoles: ['cadre', 'enterprise'], firstDesk: 'district', ...COMMON },
  { key: 'minqing', name: '民情直通车', numberPrefix: '民情', subjectKinds: ['household', 'village'], reportingRoles: ['cadre'], firstDesk: 'town', ...COMMON },
];
