// Owns keeping the bytes of files that were not sent yet with their words, so that neither a reload nor a long weekend costs a picture.
// Leaves when they may go to upload-records.ts and the attachment feature.

const name = 'zhitongche';
const store = 'files';

export const keptBlobs = {
  /** A phone without room or right for it keeps the bytes as long as the page lives. */
  put: (id: string, blob: Blob): Promise<unknown> => run('readwrite', (files) => files.put(blob, id)).catch(() => undefined),
  get: (id: string): Promise<Blob | null> =>
    run('readonly', (files) => files.get(id) as IDBRequest<unknown>).then((found) => (found instanceof Blob ? found : null), () => null),
  remove: (id: string): Promise<unknown> => run('readwrite', (files) => files.delete(id)).catch(() => undefined),
  ids: (): Promise<string[]> => run('readonly', (files) => files.getAllKeys()).then((keys) => keys.map(String), () => []),
};

async function run<T>(mode: IDBTransactionMode, work: (files: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    const transaction = database.transaction(store, mode);
    const request = work(transaction.objectStore(store));
    return await new Promise<T>((resolve, reject) => {
      transaction.oncomplete = () => { resolve(request.result); };
      transaction.onerror = () => { reject(transaction.error ?? new Error('the phone keeps no files')); };
      transaction.onabort = transaction.onerror;
    });
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => { request.result.createObjectStore(store); };
    request.onsuccess = () => { resolve(request.result); };
    request.onerror = () => { reject(request.error ?? new Error('the phone keeps no files')); };
  });
}
