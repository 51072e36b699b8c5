// Owns how forms and timelines reach the parts that choose, send and show files, without knowing the feature.
// Leaves the parts themselves to features/attachment; the app provides them, a link's page its own address.
import { inject } from 'vue';
import type { Component, InjectionKey } from 'vue';

export interface AttachmentParts {
  /** A form's field: `v-model` are the ids of files. */
  field: Component;
  /** Files as they are shown: `files`. */
  list: Component;
  /** Removes files of a form that was thrown away. */
  discard(ids: readonly string[], path: string): void;
}

export const attachmentPartsKey: InjectionKey<AttachmentParts> = Symbol('attachment-parts');
/** Under which address this page uploads; a link's page has its own. */
export const uploadPathKey: InjectionKey<string> = Symbol('upload-path');

/** @throws Error when the app provides none */
export function useAttachmentParts(): AttachmentParts & { path: string } {
  const parts = inject(attachmentPartsKey);
  if (parts === undefined) throw new Error('The app provides no parts for attachments');
  return { ...parts, path: inject(uploadPathKey, '/api/attachments') };
}
