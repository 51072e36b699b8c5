// Owns what other features may ask about tickets.
// Leaves reading and changing tickets to the ticket feature's own edges.
import { Injectable } from '@nestjs/common';
import type { SignedInPerson } from '../platform/http/signed-in.js';
import { personActor } from './domain/actor.js';
import type { DocumentNumber } from './domain/document-number.js';
import { documentNumber, written } from './domain/document-number.js';
import type { Conditions } from './ticket.scope.js';
import { noInterest } from './ticket.scope.js';

@Injectable()
export class TicketService {
  /** A condition on tickets `t` that leaves out those in which this person's unit or enterprise is complained about. */
  setAside(person: SignedInPerson, c: Pick<Conditions, 'bind'>): string {
    return noInterest(personActor(person), c);
  }

  /** A document number as it is kept, whatever brackets were typed; null for what is none. */
  documentNumber(typed: string): DocumentNumber | null {
    return documentNumber(typed);
  }

  /** The number of the same office that follows `last` in that year; null after one of another form. */
  documentAfter(latest: string, year: number, last: number): string | null {
    const known = documentNumber(latest);
    return known === null ? null : written(known.office, year, last + 1).text;
  }
}
