// Owns bringing the first wrong field of a form into view and under the cursor.
// Leaves marking it (aria-invalid) to the fields.
import { nextTick } from 'vue';

/** Call after the fields have been told what is wrong with them. */
export async function focusFirstProblem(form: HTMLElement | null): Promise<void> {
  await nextTick();
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  field?.scrollIntoView({ block: 'center' });
  field?.focus({ preventScroll: true });
}
