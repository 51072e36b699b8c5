// Owns how the parts of a ticket page reach the ticket's server side, whether by account or by one-time link.
// Leaves the requests themselves to ticket.queries.ts and to the follow page.
import { inject, provide } from 'vue';
import type { InjectionKey } from 'vue';
import type { ActionRequest, CommandAnswer } from '@zhitongche/shared/ticket/contract.js';

export interface TicketPort {
  send(request: ActionRequest): Promise<CommandAnswer>;
  /** Fetches the ticket anew; resolves when it is shown. */
  reload(): Promise<void>;
}

export const ticketPortKey: InjectionKey<TicketPort> = Symbol('ticket-port');

export function provideTicketPort(port: TicketPort): void {
  provide(ticketPortKey, port);
}

/** @throws Error when used outside a ticket page. */
export function useTicketPort(): TicketPort {
  const port = inject(ticketPortKey);
  if (port === undefined) throw new Error('A part of the ticket page is used without the page');
  return port;
}
