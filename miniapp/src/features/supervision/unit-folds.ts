// Owns which units of the supervisor's list stand open: whoever opens a ticket and comes back finds the list as it was.
// Leaves drawing them to unit-debts.vue.
import { reactive } from 'vue';

/** Of each column the worst stands open; the others are a line each, so that all fit in a glance. */
const openAtFirst = window.matchMedia('(min-width: 900px)').matches ? 2 : 1;
const folds = reactive(new Map<string, boolean>());

export const isOpen = (unitId: string, place: number): boolean => folds.get(unitId) ?? place < openAtFirst;

export function fold(unitId: string, open: boolean): void {
  folds.set(unitId, open);
}
