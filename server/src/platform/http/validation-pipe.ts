// Owns checking a request against its schema from `shared` before a handler sees it.
// Leaves the schemas to the contracts; a handler without one receives what came.
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import { fieldErrors } from './field-errors.js';

@Injectable()
export class SchemaPipe implements PipeTransform {
  /** @throws Refusal REQUEST_INVALID with a sentence per field */
  async transform(value: unknown, { schema, type }: ArgumentMetadata): Promise<unknown> {
    if (!schema) return value;
    const result = await schema['~standard'].validate(value ?? (type === 'body' ? {} : value));
    if (result.issues) refuse('REQUEST_INVALID', { fields: fieldErrors(result.issues) });
    return result.value;
  }
}
