// Owns choosing the store that the configuration names; a program without Nest (a backup) uses it too.
// Leaves keeping files to the stores.
import { FolderStore } from './folder-store.js';
import type { ObjectStore } from './object-store.js';
import { S3Store } from './s3-store.js';
import type { StorePlace } from './store-place.js';

export function createStore(place: StorePlace): ObjectStore {
  return place.kind === 's3' ? new S3Store(place) : new FolderStore(place.folder);
}
