// Owns asking "really?" before a grave step.
// Leaves what is grave to the screens.
import { showConfirmDialog } from 'vant';

/** Resolves with whether the person confirmed. */
export async function confirm(title: string, message: string, confirmText = '确定'): Promise<boolean> {
  try {
    await showConfirmDialog({ title, message, confirmButtonText: confirmText, cancelButtonText: '取消' });
    return true;
  } catch {
    return false; // Vant rejects when the person says no.
  }
}
