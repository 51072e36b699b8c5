// Owns that nothing typed is ever lost: forms are kept on the phone per person until they were sent.
// Leaves when a form counts as sent to the form, which then calls clear().
import { reactive, ref, watch } from 'vue';

const prefix = 'zhitongche.draft';

/** Whose drafts are read and written; set by the session, so that two people on one phone never see each other's words. */
export const draftOwner = ref('nobody');

export interface Draft<T> {
  /** Bind the form to this; every change is kept at once. */
  values: T;
  /** Whether something from an earlier time was put back. */
  restored: boolean;
  /** Forgets the draft and starts the form afresh, with a new id where `initial` makes one. */
  clear(): void;
}

/**
 * A form's values that survive a reload, a crash and a dead battery.
 *
 * Put the record's or command's id into the values: then sending again after a failure, even after a reload,
 * is the same request and has one effect.
 *
 * @param form - name of the form, with the id of what it is about, e.g. `ticket.<id>.rate`
 */
export function useDraft<T extends object>(form: string, initial: () => T): Draft<T> {
  const key = `${prefix}.${draftOwner.value}.${form}`;
  const kept = read<T>(key);
  const values = reactive({ ...initial(), ...kept }) as T;
  watch(values, () => { write(key, values); }, { deep: true, flush: 'sync' });
  return {
    values,
    restored: kept !== undefined,
    clear() {
      Object.assign(values, initial());
      remove(key);
    },
  };
}

/** Whether a form kept on this phone, whoever's, names this id. */
export function isInDraft(id: string): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(`${prefix}.`) && (localStorage.getItem(key) ?? '').includes(id));
  } catch {
    return false;
  }
}

function read<T>(key: string): Partial<T> | undefined {
  try {
    const kept = localStorage.getItem(key);
    return kept === null ? undefined : (JSON.parse(kept) as Partial<T>);
  } catch {
    return undefined;
  }
}

/** A full or forbidden storage must not stop the person from typing: the form then lives as long as the page. */
function write(key: string, values: object): void {
  try {
    localStorage.setItem(key, JSON.stringify(values));
  } catch { /* see above */ }
}

function remove(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch { /* see write */ }
}
