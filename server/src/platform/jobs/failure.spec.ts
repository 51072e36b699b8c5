// Owns the cases of what is said about a failed job.
// Leaves when it is said to the database tests.
import { Refusal } from '@zhitongche/shared/errors.js';
import { describeFailure } from './failure.js';

const postgres = (code: string, more: object = {}) => Object.assign(new Error('Key (phone)=(13900000800) 沈佳慧'), {
  name: 'QueryFailedError', driverError: { code, detail: 'Key (person_id)=(shen-jiahui) 沈佳慧 is not present', ...more },
});

describe('what is said about a failure', () => {
  it.each([
    ['a row that is referred to and not there', postgres('23503', { table: 'notice', constraint: 'fk_notice_person_id' }), 'missing', 'PostgreSQL 23503 notice fk_notice_person_id'],
    ['a row that is there already', postgres('23505', { table: 'notice', constraint: 'notice_once' }), 'conflict', 'PostgreSQL 23505 notice notice_once'],
    ['an empty column', postgres('23502', { table: 'ticket', column: 'due_day' }), 'invalid', 'PostgreSQL 23502 ticket due_day'],
    ['a value of another form', postgres('22P02'), 'invalid', 'PostgreSQL 22P02'],
    ['a deadlock', postgres('40P01'), 'busy', 'PostgreSQL 40P01'],
    ['a statement that took too long', postgres('57014'), 'busy', 'PostgreSQL 57014'],
    ['a wrong query', postgres('42601'), 'program', 'PostgreSQL 42601'],
    ['a rule that said no', new Refusal('NOT_FOUND', { line: 'minqing' }), 'refused', 'Refusal NOT_FOUND'],
    ['something that is no error', '沈佳慧 13900000800', 'program', 'thrown: no error'],
  ] as const)('%s', (_what, error, kind, said) => {
    expect(describeFailure(error)).toEqual({ kind, error: said });
  });

  it('tells where the program stumbled, not over whose words', () => {
    const { kind, error } = describeFailure(new SyntaxError('Unexpected token "莫", "莫阿婆 13900000801" is not JSON, row 13900000801'));
    expect(kind).toBe('program');
    expect(error).toMatch(/^SyntaxError: Unexpected token …, … is not JSON, row … \(failure\.spec\.[tj]s:\d+\)$/);
  });

  it('calls a missing row missing', () => {
    const error = Object.assign(new Error('Could not find any entity of type "TicketEventEntity"'), { name: 'EntityNotFoundError' });
    expect(describeFailure(error)).toMatchObject({ kind: 'missing' });
  });

  it('stays short', () => {
    expect(describeFailure(new Error('x '.repeat(2000))).error).toHaveLength(300);
  });
});
