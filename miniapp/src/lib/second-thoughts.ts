// Owns a step that costs if it was a slip: it waits a few seconds, in which it can be taken back, and is then done.
// Leaves what is done and what is said meanwhile to its user.
import { onScopeDispose, readonly, ref } from 'vue';
import type { Ref } from 'vue';

const undoMs = 5_000;

export interface SecondThoughts {
  /** Between the tap and the deed. */
  waiting: Readonly<Ref<boolean>>;
  begin(): void;
  undo(): void;
}

/** Whoever goes elsewhere in the mini-app has not taken it back: then it is done at once. Closing the whole page leaves it undone. */
export function useSecondThoughts(deed: () => void, ms = undoMs): SecondThoughts {
  const waiting = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    clearTimeout(timer);
    waiting.value = false;
  };
  const act = (): void => {
    stop();
    deed();
  };
  onScopeDispose(() => { if (waiting.value) act(); });
  return {
    waiting: readonly(waiting),
    begin() {
      if (waiting.value) return;
      waiting.value = true;
      timer = setTimeout(act, ms);
    },
    undo: stop,
  };
}
