import pg from 'pg';
import { QueryFailedError } from 'typeorm';
import { describeError, nameError } from './describe-error.js';

function databaseError(fields: Partial<pg.DatabaseError> & { message: string }): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError(fields.message, 1, 'error'), { severity: 'ERROR', ...fields });
}

const failed = (fields: Parameters<typeof databaseError>[0]) =>
  new QueryFailedError('insert into ticket (title) values ($1)', ['莫阿婆 13900000801'], databaseError(fields));

describe('an error in the log', () => {
  it.each([
    ['a unique violation', failed({ message: 'duplicate key value violates unique constraint "ticket_number"', code: '23505', table: 'ticket', constraint: 'ticket_number', detail: 'Key (phone)=(13900000801) already exists.' }),
      'QueryFailedError: duplicate key value violates unique constraint "ticket_number" [code=23505 table=ticket constraint=ticket_number]'],
    ['a value PostgreSQL cannot read', failed({ message: 'invalid input syntax for type uuid: "莫阿婆 13900000801"', code: '22P02', where: `unnamed portal parameter $1 = '莫阿婆'` }),
      'QueryFailedError: (value withheld) [code=22P02]'],
    ['the same from the driver itself', databaseError({ message: 'invalid byte sequence: 莫阿婆 13900000801', code: '22021' }), 'error: (value withheld) [code=22021]'],
  ])('names what failed without the values: %s', (_name, error, expected) => {
    expect(nameError(error)).toBe(expected);
    expect(describeError(error)).not.toMatch(/莫阿婆|13900000801/);
    expect(describeError(error)).toContain('\n    at ');
  });

  it('keeps the message, the place and the cause of a fault of ours', () => {
    const text = describeError(new Error('no line minqing', { cause: new TypeError('x is undefined') }));
    expect(text).toMatch(/^Error: no line minqing\n {4}at [^]*\ncaused by TypeError: x is undefined\n {4}at /);
  });

  it('says of a thrown object only that it was one', () => {
    expect(describeError({ phone: '13900000801' })).toBe('a object was thrown');
  });
});
