// Owns one action being filled in: its values, its command id, what went wrong, and what is kept until it was sent.
// Leaves the rules of its fields to form-values.ts and the drawing to the components.
import { computed, ref, shallowRef, watch } from 'vue';
import { ACTION_FORMS } from '@zhitongche/shared/ticket/action-forms.js';
import type { PersonAction } from '@zhitongche/shared/ticket/action-inputs.js';
import type { CommandAnswer, TicketEvent, TicketView } from '@zhitongche/shared/ticket/contract.js';
import { ApiError, fieldErrorsOf, leavesOpen, sentenceOf } from '../../lib/api.js';
import { useDraft } from '../../lib/drafts.js';
import { newId } from '../../lib/ids.js';
import { uploadsProblem, uploadsSent } from '../../lib/upload-records.js';
import { inOrder } from './event-data.js';
import { inputOf, missingFields, shownFields, startValues, typedWords } from './form-values.js';
import type { FormValues, OpenedForm } from './form-values.js';
import { useTicketPort } from './ticket-port.js';

interface Kept {
  commandId: string;
  /** The version the person saw; sent by forms that move the ticket. */
  version: number;
  /** Sent, but no answer came: whether it had its effect is not known, so the same command must be sent again. */
  uncertain: boolean;
  input: FormValues;
}

/**
 * The form of `action` on a ticket. The command id is made once per opened form and changes only after the
 * server has answered, so that sending again is one effect; typed words survive everything until then.
 */
export function useCommandForm(action: PersonAction, ticket: () => TicketView, opened: Omit<OpenedForm, 'action'> = {}) {
  const port = useTicketPort();
  const start = () => startValues(action, ticket(), opened);
  const fresh = (): Kept => ({ commandId: newId(), version: ticket().version, uncertain: false, input: start() });
  const draft = useDraft<Kept>(`ticket.${ticket().id}.${String(ticket().round)}.${action}`, fresh);
  const restored = Object.keys(typedWords(action, draft.values.input)).length > 0;
  if (draft.restored && !draft.values.uncertain) {
    Object.assign(draft.values, { ...fresh(), input: { ...start(), ...typedWords(action, draft.values.input) } });
  }

  /** Until when the person knows what happened. */
  let seen = lastMoment(ticket());

  const errors = ref<Record<string, string>>({});
  const problem = ref<string | null>(null);
  const meanwhile = shallowRef<TicketEvent[]>([]);
  const sending = ref(false);
  // The page looks again while somebody types. What it then shows has been seen, and what others did is said in the form.
  watch(() => ticket().version, () => { if (!draft.values.uncertain) catchUp(); });

  const fields = computed(() => shownFields(action, draft.values.input, ticket().round));

  /** Looks at the form without sending it; says whether it may be sent. */
  function check(): boolean {
    errors.value = { ...missingFields(fields.value, draft.values.input), ...filesProblem() };
    return Object.keys(errors.value).length === 0;
  }

  /** Words wait for their files. */
  function filesProblem(): Record<string, string> {
    const found = fileFields().flatMap(({ name, ids }) => {
      const sentence = uploadsProblem(ids, ticket().hidden);
      return sentence === null ? [] : [[name, sentence] as const];
    });
    return Object.fromEntries(found);
  }

  function fileFields(): { name: string; ids: string[] }[] {
    return fields.value.flatMap(({ kind, name }) => {
      const ids = draft.values.input[name];
      return kind === 'attachments' && Array.isArray(ids) ? [{ name, ids }] : [];
    });
  }

  async function send(): Promise<CommandAnswer | null> {
    if (sending.value || !check()) return null;
    sending.value = true;
    problem.value = null;
    const { commandId, version } = draft.values;
    draft.values.uncertain = true;
    try {
      const answer = await port.send({
        commandId, action, input: inputOf(fields.value, draft.values.input), ...(ACTION_FORMS[action].versioned ? { version } : {}),
      });
      for (const { ids } of fileFields()) uploadsSent(ids);
      draft.clear();
      meanwhile.value = [];
      seen = lastMoment(ticket());
      return answer;
    } catch (error) {
      await refused(error);
      return null;
    } finally {
      sending.value = false;
    }
  }

  async function refused(error: unknown): Promise<void> {
    problem.value = error instanceof ApiError && error.code === 'COMMAND_REUSED' ? '上一次提交其实已经生效，请看最新情况后再提交。' : sentenceOf(error);
    if (leavesOpen(error)) return;
    errors.value = byField(fieldErrorsOf(error));
    if (error instanceof ApiError && error.status === 409) await port.reload();
    Object.assign(draft.values, { commandId: newId(), uncertain: false });
    catchUp();
  }

  function catchUp(): void {
    draft.values.version = ticket().version;
    const news = inOrder(ticket().events).filter((event) => Date.parse(event.at) > seen && !event.mine);
    meanwhile.value = [...meanwhile.value, ...news];
    seen = lastMoment(ticket());
  }

  return { values: draft.values, fields, errors, problem, meanwhile, sending, restored, check, send };
}

/** The server names fields by their path in the request; a form knows them by name. */
function byField(paths: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(paths).map(([path, sentence]) => [path.replace(/^input\./, '').split('.')[0] ?? path, sentence]));
}

function lastMoment(ticket: TicketView): number {
  return Math.max(0, ...ticket.events.map((event) => Date.parse(event.at)));
}
