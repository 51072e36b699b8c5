// Owns what counts as danger or as another channel's matter, and what only sounds like it.
// Leaves the sentences shown to shared/routing/vocabulary.ts.
import { findHints } from './hints.js';

const hintsOf = (text: string): string[] => findHints({ title: '', text }).map(({ hint }) => hint);

describe('danger now', () => {
  it.each([
    '三幢楼下电瓶车着火了，烟已经上到五楼',
    '车间反应釜爆炸，有人躺在地上',
    '厨房闻到怪味，楼下说煤气泄漏',
    '隔壁男的持刀追他老婆',
    '邻居家暴，女的在楼道喊救命',
    '有个姑娘坐在天台上说不想活了',
    '小孩掉进河里还没捞上来',
    '老人昏迷叫不醒',
    '电梯里被困四十分钟了，还没人来',
    'ＸＸ工地有人触电',
  ])('%s', (text) => expect(hintsOf(text)).toContain('emergency'));
});

describe('ordinary matters that sound dangerous', () => {
  it.each([
    '楼道堆满纸箱，存在火灾隐患，担心哪天着火',
    '去年起火之后墙面一直没有修',
    '消防检查要求整改喷淋，费用太高',
    '河边没有栏杆，建议装防溺水警示牌',
    '企业想申请煤气泄漏报警器补贴',
    '希望社区组织一次触电演练',
    '医院急救车停车位被占',
  ])('%s', (text) => expect(hintsOf(text)).toEqual([]));
});

describe('other channels', () => {
  it.each([
    ['法院判决两年了对方一分钱没给', 'court'],
    ['劳动仲裁裁决下来公司不执行', 'court'],
    ['信访答复不满意，想再上访', 'petition'],
    ['村书记收红包，把工程给了自己弟弟', 'discipline'],
    ['手上有一份绝密文件复印件想交给你们看', 'state_secret'],
  ])('%s → %s', (text, hint) => expect(hintsOf(text)).toEqual([hint]));

  it('does not take a trade secret for a state secret', () => {
    expect(hintsOf('离职员工带走图纸，侵犯我们的商业秘密')).toEqual([]);
  });
});

it('shows the most urgent first, with the words that gave it', () => {
  const hints = findHints({ title: '邻居打官司输了来闹', text: '他昨天法院出来后持刀堵在门口，救命' });
  expect(hints).toEqual([
    { hint: 'emergency', words: ['持刀', '救命'] },
    { hint: 'court', words: ['打官司', '法院'] },
  ]);
});
