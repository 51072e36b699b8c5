// Owns where files are kept, as the environment says it.
// Leaves keeping them to the stores.
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/** The variables of the environment. */
export const STORE_SETTINGS = {
  ATTACHMENT_DIR: z.string().min(1).optional(),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_BUCKET: z.string().min(1).optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_ACCESS_KEY: z.string().min(1).optional(),
  S3_SECRET_KEY: z.string().min(1).optional(),
};
type Settings = z.output<z.ZodObject<typeof STORE_SETTINGS>>;

export type StorePlace =
  | { kind: 'folder'; folder: string }
  | { kind: 's3'; endpoint: string; bucket: string; region: string; accessKey: string; secretKey: string };

/**
 * An S3-compatible store where one is named, else a folder; in production one of the two has to be chosen.
 * @throws Error naming the variable that is missing
 */
export function storePlace(settings: Settings, production: boolean): StorePlace {
  const { ATTACHMENT_DIR: folder, S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_REGION: region, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey } = settings;
  if (endpoint === undefined) {
    if (folder === undefined && production) throw new Error('configuration: ATTACHMENT_DIR: is needed unless S3_ENDPOINT is set');
    return { kind: 'folder', folder: path.resolve(folder ?? path.join(tmpdir(), 'zhitongche-attachments')) };
  }
  if (bucket === undefined || accessKey === undefined || secretKey === undefined) {
    throw new Error('configuration: S3_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY: are needed with S3_ENDPOINT');
  }
  return { kind: 's3', endpoint, bucket, region, accessKey, secretKey };
}
