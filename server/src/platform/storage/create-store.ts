// Owns choosing the store that the configuration names; a program without Nest (a backup) uses it too.
// Leaves keeping files to the stores.
import { FolderStore } from './folder-store.js';
import type { ObjectStore } from './object-store.js';
import { S3Store } from './s3-store.js';
import type { StorePlace } from './store-place.js';

const none = (): Promise<never> => Promise.reject(new Error('object store: this program was started without one'));
const NO_STORE: ObjectStore = { put: none, get: none, delete: none };

export function createStore(place: StorePlace): ObjectStore {
  if (place.kind === 's3') return new S3Store(place);
  return place.kind === 'folder' ? new FolderStore(place.folder) : NO_STORE;
}
