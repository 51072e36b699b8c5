// Owns which sections the administrators' entry has, in the order they are shown.
// Leaves which screen answers to a section to routes.ts.
import type { IconName } from '../../components/icon-shapes.js';

export interface AdminSection {
  /** Its place in the address: `/admin/<key>`. */
  key: string;
  name: string;
  /** One sentence for the card on the entry's home. */
  about: string;
  icon: IconName;
}

export const adminSections: readonly AdminSection[] = [
  { key: 'queue', name: '任务队列', about: '自动执行的任务：积压、失败，修好后重新执行', icon: 'queue' },
  { key: 'calendar', name: '工作日历', about: '节假日和调休：导入每年的放假通知，期限随之重算', icon: 'calendar' },
  { key: 'import', name: '数据导入', about: '单位、人员、企业、类别、派单目录、联系关系：用 Excel 导入和导出', icon: 'import' },
];
