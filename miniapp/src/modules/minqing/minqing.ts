// Owns what 民情直通车 is: cadres report for villages, communities and their residents.
// Leaves its home to minqing-home.vue and the screens it shares to modules/line.
import type { EntryDefinition } from '../line/entry-definition.js';

export const minqing: EntryDefinition = {
  key: 'minqing',
  name: '民情直通车',
  about: '走村入户，把群众的事带回来办。',
  visits: true,
  role: 'cadre',
  words: { report: '一键上报', submissions: '我的上报' },
  asks: {
    line: 'minqing', form: 'minqing',
    subjectLabel: '村（社区）', subjectPlaceholder: '选择村或社区',
    kinds: ['household', 'village'],
    textPlaceholder: '群众反映了什么，希望怎么解决？第一句话会作为标题。',
    reporter: { label: '反映人姓名', hint: '进展、答复和测评都属于反映人。' },
    advice: true,
  },
};
