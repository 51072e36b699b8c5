// Owns what 亲清直通车·企业版 is: an enterprise account reports for its own enterprise, at any hour.
// Leaves its home to enterprise-home.vue and the screens it shares to modules/line.
import type { EntryDefinition } from '../line/entry-definition.js';

export const enterprise: EntryDefinition = {
  key: 'enterprise',
  name: '亲清直通车·企业版',
  about: '企业的事，随时说，事事有回音。',
  visits: false,
  role: 'enterprise',
  words: { report: '我要反映', submissions: '本企业的事项' },
  asks: {
    line: 'qinqing', form: 'enterprise',
    subjectLabel: '本企业', subjectPlaceholder: '',
    kinds: ['enterprise'],
    textPlaceholder: '遇到了什么困难，希望怎么解决？第一句话会作为标题。',
    advice: false,
  },
};
