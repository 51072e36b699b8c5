// Owns the refusals of backup and restore: one sentence for the operator, in Chinese and English.
// Leaves faults of ours, which keep their stack.

export class BackupProblem extends Error {
  override name = 'BackupProblem';
}

/** @throws BackupProblem */
export function stop(sentence: string, cause?: unknown): never {
  throw new BackupProblem(sentence, cause === undefined ? {} : { cause });
}
