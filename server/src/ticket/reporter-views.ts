// Owns reporters as a reader may see them: masked name and phone, or nothing of them at all.
// Leaves reading them to ticket.reader.ts, the rule to domain/contact.ts and opening a number to actions/open-contact.ts.
import { Inject, Injectable } from '@nestjs/common';
import type { ReporterView } from '@zhitongche/shared/ticket/contract.js';
import type { ReporterKind } from '@zhitongche/shared/ticket/vocabulary.js';
import { SECRETS, maskPhone } from '../platform/crypto/secrets.js';
import type { Secrets } from '../platform/crypto/secrets.js';
import type { Actor } from './domain/actor.js';
import { capacitiesOf, readsInternal } from './domain/actor.js';
import { identityHidden, mayCall, mayLink } from './domain/contact.js';
import type { Ticket } from './domain/ticket.js';

/** A reporter as stored, with what the ticket and the directory say of them. */
export interface ReporterRow {
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
  constructor(@Inject(SECRETS) private readonly secrets: Secrets) {}

  /** Staff see every reporter of the ticket; the reporter's side sees only its own. */
  of(rows: readonly ReporterRow[], ticket: Ticket, actor: Actor): ReporterView[] {
    const held = capacitiesOf(actor, ticket);
    const staff = readsInternal(held) && !(held.size === 1 && held.has('submitter'));
    return rows.filter((row) => staff || (actor.kind === 'link' ? row.id === actor.reporterId : row.originTicketId === ticket.id))
      .map((row) => this.view(row, ticket, actor));
  }

  private view(row: ReporterRow, ticket: Ticket, actor: Actor): ReporterView {
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
}
