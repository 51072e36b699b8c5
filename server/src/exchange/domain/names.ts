// Owns finding what people mean by a name: an id, a full name, a short one; and saying so when it could be two.
// Leaves which things may be named in which column to the kinds.
import type { Line } from './lines.js';

export interface Named {
  id: string;
  /** Full name first, then shorter ones. */
  names: readonly string[];
  active: boolean;
}

export class Names<T extends Named = Named> {
  private readonly byId = new Map<string, T>();
  private readonly byName = new Map<string, T[]>();

  /** @param what 单位, 企业 …: how the things are called in sentences */
  constructor(readonly what: string, items: Iterable<T>) {
    for (const item of items) {
      this.byId.set(item.id, item);
      for (const name of new Set(item.names)) this.byName.set(name, [...(this.byName.get(name) ?? []), item]);
    }
  }

  all(): T[] {
    return [...this.byId.values()];
  }

  get(id: string): T | undefined {
    return this.byId.get(id);
  }

  /** The shortest name that means nothing else; the id where every name is shared. */
  wordFor(id: string): string {
    const item = this.byId.get(id);
    return item?.names.toReversed().find((name) => this.byName.get(name)?.length === 1 && !this.byId.has(name)) ?? id;
  }

  /** All that are called so; who is called so in full comes before who is called so for short. */
  find(text: string): { found: T[]; alsoShort: T[] } {
    const known = this.byId.get(text);
    if (known) return { found: [known], alsoShort: [] };
    const called = this.byName.get(text) ?? [];
    const inUse = called.some((item) => item.active) ? called.filter((item) => item.active) : called;
    const full = inUse.filter((item) => item.names[0] === text);
    return full.length === 1 && inUse.length > 1 ? { found: full, alsoShort: inUse.filter((item) => item !== full[0]) } : { found: inUse, alsoShort: [] };
  }

  /**
   * The id that a cell's word means, or null after telling the line why not.
   * @param before an id that stood there already: what is out of use may stay, but not be chosen anew
   */
  idIn(line: Line, key: string, word: string, before: readonly string[] = []): string | null {
    const { found: [first, ...others], alsoShort } = this.find(word);
    if (!first) line.problem(key, `没有叫“${word}”的${this.what}。`);
    else if (others.length > 0) line.problem(key, `“${word}”可以是几个${this.what}：${[first, ...others].map((item) => `${item.names[0] ?? ''}（${item.id}）`).join('、')}。请写全称或编号。`);
    else if (!first.active && !before.includes(first.id)) line.problem(key, `${this.what}“${word}”已停用。`);
    else {
      if (alsoShort.length > 0) line.warning(key, `“${word}”按全称理解；它也是${alsoShort.map((item) => item.names[0] ?? '').join('、')}的简称。`);
      return first.id;
    }
    return null;
  }
}
