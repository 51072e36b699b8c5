// Owns reading lines, units, categories, subjects and colleagues, and offering them to the pickers.
// Leaves drawing to components/ and what may be chosen to the server.
import { useQuery } from '@tanstack/vue-query';
import { computed, toValue } from 'vue';
import type { CategoryList, ColleagueList, LineList, SubjectList, UnitList } from '@zhitongche/shared/directory/contract.js';
import type { Choices } from '../../components/choices.js';
import { api } from '../../lib/api.js';
import { queryKeys } from '../../lib/query-keys.js';

/** Units and categories change with an organisation, not within a working day. */
const seldomMs = 10 * 60_000;

/** The lines, and whether this person may report on each. */
export function useLines() {
  return useQuery({ queryKey: queryKeys.lines, queryFn: ({ signal }) => api.get<LineList>('/api/lines', {}, signal), select: (list) => list.items, staleTime: seldomMs });
}

/** What the pickers offer. */
export const directoryChoices: Choices = {
  units: () => useQuery({
    queryKey: queryKeys.units, staleTime: seldomMs,
    queryFn: ({ signal }) => api.get<UnitList>('/api/units', {}, signal), select: (list) => list.items,
  }),
  colleagues: () => useQuery({
    queryKey: queryKeys.colleagues, staleTime: seldomMs,
    queryFn: ({ signal }) => api.get<ColleagueList>('/api/colleagues', {}, signal), select: (list) => list.items,
  }),
  categories: (line) => useQuery({
    queryKey: computed(() => queryKeys.categories(toValue(line))), staleTime: seldomMs,
    queryFn: ({ signal }) => api.get<CategoryList>('/api/categories', { line: toValue(line) }, signal), select: (list) => list.items,
  }),
  subjects: (line, q) => useQuery({
    queryKey: computed(() => queryKeys.subjects(toValue(line), toValue(q))), staleTime: seldomMs,
    queryFn: ({ signal }) => api.get<SubjectList>('/api/subjects', { line: toValue(line), q: toValue(q) }, signal), select: (list) => list.items,
  }),
};
