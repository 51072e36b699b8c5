// Owns the table in which limits are counted when there is no Redis.
// Leaves what is in it to rate-limiter-flexible, which writes it by position, and its rows' removal to the same.
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { text } from '../database/columns.js';

/** A key is the limit's name with a person's or link's id or an address; the row is removed within an hour of its end. */
@Entity('rate_limit')
export class RateLimitEntity {
  @PrimaryColumn(text) key: string;
  @Column({ type: 'int' }) points: number;
  /** Milliseconds since 1970 by the counting process's clock. */
  @Column({ type: 'bigint' }) expire: string;
}
