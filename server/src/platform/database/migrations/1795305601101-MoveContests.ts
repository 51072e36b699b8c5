// Owns that the day by which a contest is decided may follow a changed calendar; each move of it stands in the history.
// Leaves the rest of a contest as it was filed.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const APP = 'zhitongche_app';

export class MoveContests1795305601101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`GRANT UPDATE ("due_at") ON "contest" TO ${APP}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`REVOKE UPDATE ("due_at") ON "contest" FROM ${APP}`);
  }
}
