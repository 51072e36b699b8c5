// Owns checking a request against its schema from `shared`, and its texts for what no database keeps, before a handler sees it.
// Leaves the schemas to the contracts; a handler without one receives what came.
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import { UNKEEPABLE } from '@zhitongche/shared/sayable.js';
import type { FieldIssue } from './field-errors.js';
import { fieldErrors } from './field-errors.js';

/** Deeper than any form of ours. */
const MAX_DEPTH = 8;

@Injectable()
export class SchemaPipe implements PipeTransform {
  /** @throws Refusal REQUEST_INVALID with a sentence per field */
  async transform(value: unknown, { schema, type }: ArgumentMetadata): Promise<unknown> {
    if (!schema) return value;
    const result = await schema['~standard'].validate(value ?? (type === 'body' ? {} : value));
    const issues = result.issues ?? unstorable(result.value, []);
    if (issues.length > 0) refuse('REQUEST_INVALID', { fields: fieldErrors(issues) });
    return (result as { value: unknown }).value;
  }
}

/**
 * PostgreSQL keeps no NUL, half a surrogate pair would be stored as another letter, and what only steers a terminal
 * cannot stand in a table or a print: refused, not changed. Keys too, where a form leaves them open.
 */
function unstorable(value: unknown, path: string[]): FieldIssue[] {
  if (typeof value === 'string') return UNKEEPABLE.test(value) ? [{ path, message: '含有看不见的控制字符，请删去后重新输入' }] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (path.length >= MAX_DEPTH) return [{ path, message: '层次太多' }];
  return Object.entries(value).flatMap(([key, each]) => unstorable(each, [...path, key]));
}
