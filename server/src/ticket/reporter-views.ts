// Owns reporters as a reader may see them: masked name and phone, or nothing of them at all.
// Leaves the rule to domain/contact.ts and opening a number to actions/open-contact.ts.
import { Inject, Injectable } from '@nestjs/common';
import type { ReporterView } from '@zhitongche/shared/ticket/contract.js';
import type { ReporterKind } from '@zhitongche/shared/ticket/vocabulary.js';
import { DataSource } from 'typeorm';
import { SECRETS, maskPhone } from '../platform/crypto/secrets.js';
import type { Secrets } from '../platform/crypto/secrets.js';
import type { Actor } from './domain/actor.js';
import { capacitiesOf, readsInternal } from './domain/actor.js';
import { identityHidden, mayCall, mayLink } from './domain/contact.js';
import type { Ticket } from './domain/ticket.js';

interface Row {
  id: string;
  originTicketId: string;
  originHidden: boolean;
  kind: ReporterKind;
  nameSealed: string;
  phoneSealed: string | null;
  hasAccount: boolean;
  rated: boolean;
}

@Injectable()
export class ReporterViews {
  constructor(
    private readonly source: DataSource,
    @Inject(SECRETS) private readonly secrets: Secrets,
  ) {}

  /** Staff see every reporter of the ticket; the reporter's side sees only its own. */
  async of(ticket: Ticket, actor: Actor): Promise<ReporterView[]> {
    const held = capacitiesOf(actor, ticket);
    const staff = readsInternal(held) && !(held.size === 1 && held.has('submitter'));
    const rows = await this.rows(ticket.id);
    return rows.filter((row) => staff || (actor.kind === 'link' ? row.id === actor.reporterId : row.originTicketId === ticket.id))
      .map((row) => this.view(row, ticket, actor));
  }

  private view(row: Row, ticket: Ticket, actor: Actor): ReporterView {
    const mergedIn = row.originTicketId !== ticket.id;
    const hidden = identityHidden(actor, ticket) || (mergedIn && row.originHidden);
    return {
      id: row.id, kind: row.kind, hasAccount: row.hasAccount, rated: row.rated,
      name: hidden ? '反映人（已隐藏身份）' : this.secrets.open(row.nameSealed),
      phoneMasked: hidden || row.phoneSealed === null ? null : maskPhone(this.secrets.open(row.phoneSealed)),
      callable: !hidden && row.phoneSealed !== null && mayCall(actor, ticket),
      linkable: !row.hasAccount && row.kind !== 'enterprise' && !mergedIn && mayLink(actor, ticket),
    };
  }

  /** Reporters of the ticket, and those who came with tickets merged into it; a merged ticket keeps its own. */
  private rows(ticketId: string): Promise<Row[]> {
    return this.source.query(
      `select r.id, r.origin_ticket_id as "originTicketId", o.hidden as "originHidden", r.kind, r.name_sealed as "nameSealed",
              r.phone_sealed as "phoneSealed",
              exists (select from person_role g join person p on p.id = g.person_id and p.active
                      where g.role = 'enterprise' and g.key = r.enterprise_id) as "hasAccount",
              exists (select from rating x join ticket a on a.id = x.ticket_id
                      where x.reporter_id = r.id and x.ticket_id = r.ticket_id and x.round = a.round) as rated
       from ticket_reporter r join ticket o on o.id = r.origin_ticket_id
       where r.ticket_id = $1 or r.origin_ticket_id = $1 order by o.submitted_at, r.id`, [ticketId]);
  }
}
