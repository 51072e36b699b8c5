// Owns what 亲清直通车 is: cadres report for enterprises and the talents in them.
// Leaves its home to qinqing-home.vue and the screens it shares to modules/line.
import type { EntryDefinition } from '../line/entry-definition.js';

export const qinqing: EntryDefinition = {
  key: 'qinqing',
  name: '亲清直通车',
  about: '走进企业，把难题带回来办。',
  visits: true,
  role: 'cadre',
  words: { report: '一键上报', submissions: '我的上报' },
  asks: {
    line: 'qinqing', form: 'qinqing',
    subjectLabel: '企业', subjectPlaceholder: '选择企业',
    kinds: ['enterprise', 'talent'],
    textPlaceholder: '企业遇到了什么困难，希望怎么解决？第一句话会作为标题。',
    advice: true,
  },
};
