// Owns who of the demo district plays which part in the suites, and the problems they bring.
// Leaves the people themselves to server/data and what happens to the suites.
import type { SubmitRequest } from '@zhitongche/shared/ticket/contract.js';

export const TOWN = 'town-330110109';
export const VILLAGE = '330110109236';
export const LIANHUA = '330110102017';
export const QIUZHEN = '91330110YH00608463';
export const XUNYU = '91330110YH00137169';
export const TIELAN = '91330110YH0922311T';

/** One person of the demo for each part; the ids are the seed's. */
export const CAST = {
  cadre: 'xu-tianyu', otherCadre: 'he-liping', linkedCadre: 'shi-fengxian', strangeCadre: 'cao-yu',
  townDesk: 'qi-xiaofeng', otherTownDesk: 'zheng-lixin', districtDesk: 'tong-wei',
  handler: 'fu-qiang', colleague: 'wu-zhifang', head: 'he-sheng',
  assistant: 'han-yan', transportHead: 'hu-yuanyuan', policeHead: 'gong-guodong', lightingHead: 'meng-guomin', lightingHandler: 'liu-xiaohong',
  zoneHandler: 'lu-chen', zoneColleague: 'xu-yi', zoneHead: 'tu-feiyan', linkedToFirm: 'bao-aizhen',
  account: 'zhou-min', otherAccount: 'xu-yifan',
  supervisor: 'qian-wei', otherSupervisor: 'lin-shijie', leader: 'fang-yi',
  sysadmin: 'wang-qian', secadmin: 'liu-aizhen', auditor: 'lou-xinhua',
} as const;

type Report = Omit<SubmitRequest, 'id'>;

/** A resident of the village without a phone, by a cadre. */
export const RESIDENT_REPORT: Report = {
  line: 'minqing', title: '村口到小学没有公交', text: '村里十一个孩子靠老人接送，下雨天不安全。', advice: '请教育局牵头，开一趟接送车。',
  subjectKind: 'household', subjectId: VILLAGE, place: '村口老樟树旁', reporter: { name: '俞阿根' },
};

/** An enterprise's own. */
export const FIRM_REPORT: Report = {
  line: 'qinqing', title: '外延设备项目审批事项多', text: '从备案到开工要办十六个事项，请指定一位代办员。', subjectKind: 'enterprise', subjectId: QIUZHEN,
};

export const HELP = { nature: 'help', categoryCode: 'public.school.commute', complexity: 'ordinary' } as const;
export const FIRM_HELP = { nature: 'help', categoryCode: 'approval.planning.package', complexity: 'ordinary' } as const;
export const UNSATISFIED = { satisfaction: 'unsatisfied', reason: 'not_solved', text: '孩子还是没有车坐。' } as const;
