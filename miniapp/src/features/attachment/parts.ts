// Owns what the feature gives to the rest of the app; its code is loaded with the first form or file.
// Leaves where the parts appear to the components that ask for them.
import { defineAsyncComponent } from 'vue';
import type { AttachmentParts } from '../../components/attachment-parts.js';

export const attachmentParts: AttachmentParts = {
  field: defineAsyncComponent(() => import('./attachment-field.vue')),
  list: defineAsyncComponent(() => import('./attachment-list.vue')),
  discard(ids, path) {
    if (ids.length > 0) void import('./upload-engine.js').then(({ discardUpload }) => { for (const id of ids) discardUpload(id, path); });
  },
};
