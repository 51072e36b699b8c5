// Owns where files are kept, as the environment says it.
// Leaves keeping them to the stores.
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/** A compose file passes on what is not set as nothing. */
const given = <S extends z.ZodType>(schema: S) => z.union([z.literal('').transform(() => undefined), schema]).optional();
const name = given(z.string().min(1));

/** The variables of the environment. */
export const STORE_SETTINGS = {
  ATTACHMENT_DIR: name, S3_ENDPOINT: given(z.url({ protocol: /^https?$/ })), S3_BUCKET: name, S3_REGION: name, S3_ACCESS_KEY: name, S3_SECRET_KEY: name,
};
type Settings = z.output<z.ZodObject<typeof STORE_SETTINGS>>;

export type StorePlace =
  /** A program that touches no file: whatever asks for one all the same fails. */
  | { kind: 'none' }
  | { kind: 'folder'; folder: string }
  | { kind: 's3'; endpoint: string; bucket: string; region: string; accessKey: string; secretKey: string };

/**
 * An S3-compatible store where one is named, else a folder; in production one of the two has to be chosen.
 * @throws Error naming the variable that is missing
 */
export function storePlace(settings: Settings, production: boolean): StorePlace {
  const { ATTACHMENT_DIR: folder, S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_REGION: region = 'us-east-1', S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey } = settings;
  if (endpoint === undefined) {
    if (folder === undefined && production) throw new Error('configuration: ATTACHMENT_DIR: is needed unless S3_ENDPOINT is set');
    return { kind: 'folder', folder: path.resolve(folder ?? path.join(tmpdir(), 'zhitongche-attachments')) };
  }
  const needed = (variable: string): never => { throw new Error(`configuration: ${variable}: is needed with S3_ENDPOINT`); };
  return {
    kind: 's3', endpoint, region, bucket: bucket ?? needed('S3_BUCKET'), accessKey: accessKey ?? needed('S3_ACCESS_KEY'), secretKey: secretKey ?? needed('S3_SECRET_KEY'),
  };
}
