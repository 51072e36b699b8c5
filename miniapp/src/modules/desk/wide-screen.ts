// Owns knowing whether there is room for a list and a ticket side by side.
// Leaves the layout to desk-page.vue.
import { onScopeDispose, readonly, ref } from 'vue';
import type { Ref } from 'vue';

/** Follows the window: true at 1024 px and more. */
export function useWideScreen(): Readonly<Ref<boolean>> {
  const media = window.matchMedia('(min-width: 1024px)');
  const wide = ref(media.matches);
  const look = () => { wide.value = media.matches; };
  media.addEventListener('change', look);
  onScopeDispose(() => { media.removeEventListener('change', look); });
  return readonly(wide);
}
