// Owns what a line's report form asks for, as data: a further line is another value, not another form.
// Leaves the values to the modules.
import type { SubjectKind } from '@zhitongche/shared/directory/vocabulary.js';

export interface ReportAsks {
  line: string;
  /** Names the draft, so that two entries on one line keep theirs apart. */
  form: string;
  subjectLabel: string;
  subjectPlaceholder: string;
  /** What a found place or firm may stand for, the usual one first. */
  kinds: readonly SubjectKind[];
  textPlaceholder: string;
  /** Without it the contact on record is the reporter. */
  reporter?: { label: string; hint: string };
  /** Whether the one who reports may suggest how it should be handled (办理建议). */
  advice: boolean;
}
