// Owns the short words that appear and go by themselves.
// Leaves failures that need a decision to the screens, which show them in place.
import { showToast } from 'vant';
import { sentenceOf } from '../lib/api.js';

const readableMs = 2600;

/** Says that something worked, or anything else worth a glance. */
export function say(sentence: string): void {
  showToast({ message: sentence, duration: readableMs, wordBreak: 'break-word' });
}

/** Says why something failed, in the server's own sentence. */
export function sayFailure(error: unknown): void {
  say(sentenceOf(error));
}
