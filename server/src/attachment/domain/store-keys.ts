// Owns under which keys the store keeps an attachment.
// Leaves keeping to the object store.

export const fileKey = (storeKey: string): string => `attachments/${storeKey.slice(0, 2)}/${storeKey}`;
export const thumbnailKey = (storeKey: string): string => `${fileKey(storeKey)}.thumbnail`;
