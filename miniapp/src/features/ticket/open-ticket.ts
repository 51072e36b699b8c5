// Owns an opened ticket: fetched, kept fresh, reachable for its parts, and gone when the reader may see it no longer.
// Leaves drawing it to ticket-page.vue and ticket-pane.vue.
import { computed, ref, toValue, watch, watchEffect } from 'vue';
import type { MaybeRefOrGetter } from 'vue';
import { ApiError } from '../../lib/api.js';
import { say } from '../../components/toast.js';
import { wear } from '../../lib/look.js';
import { provideTicketPort } from './ticket-port.js';
import { useTicket, useTicketCommand } from './ticket.queries.js';

/**
 * Provides the ticket's port to the calling component's children. `gone` says that the own act ended the sight of it;
 * with `colours` the whole screen wears the ticket's line.
 */
export function useOpenTicket(id: MaybeRefOrGetter<string>, { colours = false } = {}) {
  const query = useTicket(id);
  const command = useTicketCommand(id);
  const handedOn = ref<string | null>(null);
  const ticket = computed(() => query.data.value);
  const gone = computed(() => handedOn.value === toValue(id)
    || (ticket.value !== undefined && query.error.value instanceof ApiError && query.error.value.status === 404));

  provideTicketPort({
    async send(request) {
      const answer = await command(request);
      if (answer.ticket === null) handedOn.value = toValue(id);
      return answer;
    },
    async reload() {
      await query.refetch();
    },
  });

  if (colours) watchEffect(() => { if (ticket.value !== undefined) wear(ticket.value.line); });
  watch(() => [toValue(id), ticket.value?.round] as const, ([now, round], [before, was]) => {
    if (now === before && was !== undefined && round !== undefined && round > was) say(`第 ${String(round)} 轮办理已经开始`);
  });
  return { query, ticket, gone };
}
