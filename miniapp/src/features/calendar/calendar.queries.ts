// Owns asking the server about the working calendar: its state, what a change would do, and making it.
// Leaves reading a notice and every rule to the server.
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query';
import type { CalendarChange, CalendarOverview, CalendarPreview, ChangeRequest } from '@zhitongche/shared/calendar/contract.js';
import { ApiError, api, sentenceOf } from '../../lib/api.js';
import { queryKeys } from '../../lib/query-keys.js';

const watchMs = 1_500;

/** Looked at again and again while tickets are being counted. */
export function useCalendar() {
  return useQuery({
    queryKey: queryKeys.calendar,
    queryFn: ({ signal }) => api.get<CalendarOverview>('/api/calendar', {}, signal),
    refetchInterval: ({ state }) => (state.data?.recompute && state.data.recompute.endedAt === null ? watchMs : false),
  });
}

export const useCalendarPreview = () => useMutation({ mutationFn: (change: CalendarChange) => api.post<CalendarPreview>('/api/calendar/preview', change) });

export function useCalendarChange() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: ChangeRequest) => api.post<CalendarOverview>('/api/calendar/versions', request),
    onSuccess: (overview) => { queries.setQueryData(queryKeys.calendar, overview); },
    onError: () => queries.invalidateQueries({ queryKey: queryKeys.calendar }),
  });
}

/** What was refused, and which day or row of the notice it was. */
export function reasonOf(error: unknown): string {
  const where = error instanceof ApiError && typeof error.details === 'string' && error.details !== '' ? `（${error.details}）` : '';
  return sentenceOf(error) + where;
}
