// Owns the container when there is none: a plain browser.
// Leaves other containers to files of their own.
import type { Bridge } from './bridge.js';

export const browserBridge: Bridge = {
  isDingTalk: false,
  setTitle(title) {
    document.title = title;
  },
  openLink(url) {
    window.open(url, '_blank', 'noopener');
  },
  async share({ title, text, url }) {
    if (typeof navigator.share === 'function') {
      try {
        await navigator.share({ title, text, url });
        return 'shared';
      } catch (error) {
        if (error instanceof DOMException && error.name === 'AbortError') return 'cancelled';
      }
    }
    try {
      await navigator.clipboard.writeText(`${text}\n${url}`);
      return 'copied';
    } catch {
      return 'failed'; // The clipboard exists only on https and localhost.
    }
  },
};
