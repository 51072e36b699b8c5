// Owns waiting for a pause in the typing before something is searched.
// Leaves the search to its user.
import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue';

/** Follows `source` after it has been still for `ms` milliseconds. */
export function debounced(source: Ref<string>, ms = 250): Readonly<Ref<string>> {
  const settled = ref(source.value);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(source, (value) => {
    clearTimeout(timer);
    timer = setTimeout(() => { settled.value = value; }, ms);
  });
  onScopeDispose(() => { clearTimeout(timer); });
  return readonly(settled);
}
