// Owns asking the server about importing: which kinds one may bring in, a look at a file, and doing it.
// Leaves what is shown to the components.
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query';
import type { ImportKinds, ImportPreview, ImportResult } from '@zhitongche/shared/exchange/contract.js';
import type { ExchangeKind, FileFormat } from '@zhitongche/shared/exchange/kinds.js';
import { api } from '../../lib/api.js';
import { sendFile } from '../../lib/file-transfer.js';
import { queryKeys } from '../../lib/query-keys.js';

export function useImportKinds() {
  return useQuery({ queryKey: queryKeys.importKinds, queryFn: ({ signal }) => api.get<ImportKinds>('/api/imports/kinds', {}, signal), select: (kinds) => kinds.items });
}

/** Nothing is written; `onPart` hears the part of the file that has gone up. */
export function lookAt(kind: ExchangeKind, file: File, onPart: (part: number) => void): Promise<ImportPreview> {
  return sendFile<ImportPreview>(`/api/imports?${new URLSearchParams({ kind, name: file.name.slice(-200) }).toString()}`, file, onPart);
}

/** Applied data is in pickers and lists: everything but the session is asked for again. */
export function useApply() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post<ImportResult>(`/api/imports/${id}/apply`, {}),
    onSuccess: () => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== queryKeys.session[0] }),
  });
}

export const templateAddress = (kind: ExchangeKind, format: FileFormat): string => `/api/imports/template?kind=${kind}&format=${format}`;
export const dataAddress = (kind: ExchangeKind, format: FileFormat): string => `/api/imports/data?kind=${kind}&format=${format}`;
