// Owns the hints routing gives when a report belongs to 110/119/120 or to another channel, and their words.
// Leaves finding them in a text to the server's routing/domain/hints.ts.

/** Most urgent first: this is also the order in which hints are shown. */
export const ROUTING_HINTS = ['emergency', 'state_secret', 'court', 'petition', 'discipline'] as const;
export type RoutingHint = (typeof ROUTING_HINTS)[number];
export const ROUTING_HINT_LABELS: Record<RoutingHint, string> = {
  emergency: '疑似紧急警情，请先拨打 110、119 或 120',
  state_secret: '可能涉及国家秘密，请勿在本系统填写，请按保密规定报送',
  court: '可能应由人民法院或仲裁机构处理',
  petition: '可能属于信访渠道受理，请按信访程序反映',
  discipline: '可能属于纪检监察渠道受理，可拨打 12388 反映',
};
