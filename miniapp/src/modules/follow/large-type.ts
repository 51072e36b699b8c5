// Owns wearing the large type (大字版) while a screen is open; its sizes are in large-type.css.
// Leaves which screens wear it to them.
import { onBeforeUnmount, onMounted } from 'vue';
import './large-type.css';

/** Sets it on the root element, so that sheets and dialogs wear it too. */
export function useLargeType(): void {
  onMounted(() => { document.documentElement.dataset['type'] = 'large'; });
  onBeforeUnmount(() => { delete document.documentElement.dataset['type']; });
}
