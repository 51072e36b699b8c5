// Owns a report from the first letter to the server's receipt: its draft, what is missing, sending, sending again.
// Leaves the fields to report-form.vue.
import { computed, ref } from 'vue';
import { useAttachmentParts } from '../../components/attachment-parts.js';
import type { ChosenSubject } from '../../components/choices.js';
import { ApiError, fieldErrorsOf, mayRetry, sentenceOf } from '../../lib/api.js';
import { useDraft } from '../../lib/drafts.js';
import { newId } from '../../lib/ids.js';
import { uploadsProblem, uploadsSent } from '../../lib/upload-records.js';
import type { ReportAsks } from './report-asks.js';
import { useSendReport } from './report.queries.js';
import { missingIn, requestFrom, type ReportValues } from './report-values.js';

interface Context {
  asks: ReportAsks;
  fixedSubject?: ChosenSubject | undefined;
  visit?: { id: string; subject: ChosenSubject; said: string } | undefined;
  solved: boolean;
}

/** The state of one report form; `onReceived` is called once with the ticket's id. */
export function useReportSending({ asks, fixedSubject, visit, solved }: Context, onReceived: (ticketId: string) => void) {
  const subject = fixedSubject ?? visit?.subject ?? null;
  const blank = (): ReportValues => ({
    id: newId(), subject, kind: subject?.kind ?? asks.kinds[0] ?? null,
    text: visit?.said ?? '', title: '', advice: '', place: '', hidden: false, reporterName: '', reporterPhone: '',
    complainedUnitIds: [], complainedEnterprise: null, channel: 'zhitongche', foreignNumber: '', foreignDueDay: null, solvedOnSpot: '', attachmentIds: [],
  });
  const name = ['report', asks.form, visit?.id, solved ? 'solved' : undefined].filter((part) => part !== undefined).join('.');
  const { values, restored, clear } = useDraft<ReportValues>(name, blank);
  const sent = useSendReport();
  const attachments = useAttachmentParts();
  const looked = ref(false);
  const showRestored = ref(restored && (values.text.trim() !== '' || values.advice.trim() !== '' || values.attachmentIds.length > 0));

  const missing = computed<Record<string, string>>(() => {
    const files = uploadsProblem(values.attachmentIds, values.hidden);
    return { ...missingIn(values, { subject: asks.subjectLabel, solved }), ...(files === null ? {} : { attachmentIds: files }) };
  });
  const shown = computed(() => ({ ...fieldErrorsOf(sent.error.value), ...(looked.value ? missing.value : {}) }));

  async function send(): Promise<void> {
    looked.value = true;
    const request = requestFrom(values, { line: asks.line, visitId: visit?.id, solved });
    if (request === null || Object.keys(missing.value).length > 0 || sent.isPending.value) return;
    try {
      await sent.mutateAsync(request);
    } catch {
      return; // Shown in the form; everything typed stays, and so does the id.
    }
    received(request.id);
  }

  function received(id: string): void {
    uploadsSent(values.attachmentIds);
    clear();
    onReceived(id);
  }

  /** The first sending did arrive, its answer was lost, and the words were changed since: the person decides. */
  const alreadySent = computed(() => {
    const error = sent.error.value;
    if (!(error instanceof ApiError) || error.code !== 'COMMAND_REUSED') return null;
    return {
      see() { received(values.id); },
      asNew() {
        values.id = newId();
        sent.reset();
      },
    };
  });
  const problem = computed(() => {
    if (alreadySent.value !== null) return '前一次发送其实已经收到，之后改动的内容没有发出。可以到那件事项里补充，或者另报一件。';
    if (sent.error.value !== null) return sentenceOf(sent.error.value);
    const count = looked.value ? Object.keys(missing.value).length : 0;
    return count > 0 ? `还有 ${String(count)} 处没有填好` : null;
  });
  /** Nothing is wrong with the words: the same may be sent again. */
  const failed = computed(() => mayRetry(sent.error.value));

  function startOver(): void {
    attachments.discard(values.attachmentIds, attachments.path);
    clear();
    sent.reset();
    looked.value = false;
    showRestored.value = false;
  }

  return { values, restored: showRestored, shown, sending: sent.isPending, problem, failed, alreadySent, send, startOver };
}
