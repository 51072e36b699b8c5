// Owns what the pickers need to know of lines, units, people and places.
// Leaves fetching it to features/directory, which the app plugs in here: components know no feature.
import { inject, type InjectionKey, type MaybeRefOrGetter, type Ref } from 'vue';
import type { CategoryItem, ColleagueList, SubjectItem, UnitItem } from '@zhitongche/shared/directory/contract.js';

/** Something that is on its way, here, or failed. */
export interface Loadable<T> {
  data: Readonly<Ref<T | undefined>>;
  isPending: Readonly<Ref<boolean>>;
  error: Readonly<Ref<unknown>>;
  refetch(): unknown;
}

export type Colleague = ColleagueList['items'][number];

/** A subject as a form keeps it. */
export type ChosenSubject = Pick<SubjectItem, 'id' | 'name' | 'kind'>;

export interface Choices {
  units(): Loadable<UnitItem[]>;
  colleagues(): Loadable<Colleague[]>;
  categories(line: MaybeRefOrGetter<string>): Loadable<CategoryItem[]>;
  /** Without `q` the linked ones (联系关系). */
  subjects(line: MaybeRefOrGetter<string>, q: MaybeRefOrGetter<string>): Loadable<SubjectItem[]>;
}

export const choicesKey: InjectionKey<Choices> = Symbol('choices');

export function useChoices(): Choices {
  const choices = inject(choicesKey);
  if (choices === undefined) throw new Error('The app has not provided the choices of the pickers.');
  return choices;
}
