// Owns the words and limits of attachments: kinds, states, how many, how large.
// Leaves checking what a file really is to the server.

export const ATTACHMENT_KINDS = ['photo', 'voice', 'document'] as const;
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];

export const ATTACHMENT_KIND_LABELS: Record<AttachmentKind, string> = { photo: '照片', voice: '录音', document: '文件' };

/** uploading: bytes are still coming; ready: cleaned and in the store; discarded: on its way out. */
export const ATTACHMENT_STATES = ['uploading', 'ready', 'discarded'] as const;
export type AttachmentState = (typeof ATTACHMENT_STATES)[number];

/** Bytes of one file. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
export const MAX_FILES_A_MESSAGE = 9;
export const MAX_FILES_A_TICKET = 50;

/** What a file chooser offers; the content decides in the end. */
export const ACCEPTED_PHOTOS = 'image/jpeg,image/png,image/webp,image/gif,image/heic,image/heif';
export const ACCEPTED_FILES = '.pdf,.docx,.xlsx,.mp3,.m4a,.aac,.amr,.wav,.ogg,.webm,audio/*';
