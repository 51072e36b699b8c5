// Owns links (联系关系) as rows of a file: who is linked to which enterprise, village or town, and as what.
// Leaves what a link shows and prefills to ticket/ and directory/, and its table to tables/link-table.ts.
import type { Cells, Column } from '../columns.js';
import { ACTIVE_COLUMN, IN_USE, OUT_OF_USE } from '../columns.js';
import type { Draft, Kind } from '../kind.js';
import type { Names } from '../names.js';
import { activeIn } from './fields.js';

export interface LinkRecord {
  personId: string;
  personName: string;
  /** An enterprise's id, a village's code or a town's unit. */
  subjectId: string;
  subjectName: string;
  /** 联系领导, 组团联社, 驻企服务 …, in the district's own words. */
  kind: string;
  /** An ended link is not there any more. */
  active: boolean;
}

const COLUMNS: readonly Column[] = [
  { key: 'person', heading: '人员', also: ['姓名', '人员编号', '联系人员'], required: true, kind: 'text', note: '编号，或不重名的姓名。', example: 'zhang-san' },
  { key: 'kind', heading: '联系类别', also: ['类别'], required: true, kind: 'text', most: 20, note: '如 联系领导、组团联社、驻企服务，照本区的叫法。', example: '驻企服务' },
  { key: 'subject', heading: '联系对象', also: ['企业', '村社'], required: true, kind: 'text', note: '企业：统一社会信用代码、全称或简称；村、社区：编号、名称，重名的写镇街和名称（塘栖镇莲花社区）；或镇街。', example: '塘栖镇莲花社区' },
  { key: 'subjectName', heading: '对象名称', kind: 'text', readOnly: true, note: '只供阅读，导入时不看。', example: '莲花社区' },
  { ...ACTIVE_COLUMN, note: '停用 表示取消联系；空着为在用。' },
];

export const links: Kind<LinkRecord> = {
  name: 'links',
  columns: COLUMNS,
  keyOf,
  active: (link) => link.active,
  label: (link) => `${link.personName} · ${link.subjectName}`,

  cells(link, around): Cells {
    return {
      person: around.people.wordFor(link.personId), kind: link.kind, subject: around.subjects.wordFor(link.subjectId), subjectName: link.subjectName,
      active: link.active ? IN_USE : OUT_OF_USE,
    };
  },

  widen: (_lines, around) => around,

  read(line, present, around): Draft<LinkRecord> | null {
    const linked = linkedIn(present);
    const named = (key: string, names: Names): string | null => {
      const word = line.text(key);
      // Who left, or a firm that closed, may still be taken off the list.
      return word === '' ? null : names.idIn(line, key, word, names.find(word).found.map(({ id }) => id).filter((id) => linked.has(id)));
    };
    const [personId, subjectId, kind] = [named('person', around.people), named('subject', around.subjects), line.text('kind')];
    if (personId === null || subjectId === null || kind === '') return null;
    const key = keyOf({ personId, subjectId, kind });
    const before = present.get(key);
    const nameIn = (names: Names, id: string): string => names.get(id)?.names.at(-1) ?? id;
    const after = { personId, personName: nameIn(around.people, personId), subjectId, subjectName: nameIn(around.subjects, subjectId), kind, active: activeIn(line, before?.active) };
    return { line, key, before, after };
  },

  checkAll: () => undefined,
};

function keyOf({ personId, subjectId, kind }: Pick<LinkRecord, 'personId' | 'subjectId' | 'kind'>): string {
  return `${personId}|${subjectId}|${kind}`;
}

const known = new WeakMap<ReadonlyMap<string, LinkRecord>, Set<string>>();
/** Ids of everybody and everything that a link names. */
function linkedIn(present: ReadonlyMap<string, LinkRecord>): Set<string> {
  const ids = known.get(present) ?? new Set([...present.values()].flatMap(({ personId, subjectId }) => [personId, subjectId]));
  known.set(present, ids);
  return ids;
}
