// Owns saying which field of a request is wrong, in Chinese.
// Leaves the rules themselves to the schemas.

export interface FieldIssue {
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined;
  message: string;
  code?: string | undefined;
}

const CHINESE = /[\u4e00-\u9fff]/;
const BY_CODE: Record<string, string> = {
  invalid_type: '缺少或类型不对', unrecognized_keys: '有不认识的项目', invalid_value: '不在可选范围内', too_big: '太长或太大', too_small: '太短或太小',
  invalid_format: '格式不对',
};

/** path → sentence; `under` is put before each path. */
export function fieldErrors(issues: readonly FieldIssue[], under?: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of issues) {
    const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
    const key = [...(under === undefined ? [] : [under]), ...path].join('.') || 'body';
    fields[key] ??= CHINESE.test(issue.message) ? issue.message : (BY_CODE[issue.code ?? ''] ?? '不符合要求');
  }
  return fields;
}
