// Owns walking through a request's fields as the API's document describes them, and building the request with one of them spoiled.
// Leaves what it is spoiled with to kinds.ts.
import type { FieldSchema, Hostile } from './kinds.js';
import { Literal, hostileFor } from './kinds.js';

export interface Field {
  /** From the body: `reporter.name`; `.0` is the first of a list. */
  path: string[];
  schema: FieldSchema;
  required: boolean;
}

/** All fields of a body, also those inside of objects and lists. */
export function fieldsOf(schema: FieldSchema, under: string[] = []): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = [...under, name];
    const inside = field.items ? [{ path: [...path, '0'], schema: field.items, required: false }] : fieldsOf(field, path);
    return [{ path, schema: field, required: schema.required?.includes(name) ?? false }, ...inside];
  });
}

/** The good body with each hostile value in this field, and without the field where it is needed. */
export function spoiled(good: object, field: Field): { what: string; body: string }[] {
  const name = field.path.join('.');
  const cases = hostileFor(field.schema).map(([what, value]: Hostile) => ({ what: `${name}: ${what}`, body: withValue(good, field.path, value) }));
  return field.required ? [...cases, { what: `${name}: missing`, body: withValue(good, field.path, undefined) }] : cases;
}

const MARK = '@@literal@@';

/** The body as JSON with one field set, or removed by undefined. */
export function withValue(good: object, path: readonly string[], value: unknown): string {
  const body = structuredClone(good) as Record<string, unknown>; // a plain request
  let at = body;
  for (const [i, name] of path.slice(0, -1).entries()) {
    const inside = at[name];
    const made = typeof inside === 'object' && inside !== null ? inside : path[i + 1] === '0' ? [] : {};
    at[name] = made;
    at = made as Record<string, unknown>; // lists are asked by their numbers
  }
  at[path.at(-1)!] = value instanceof Literal ? MARK : value;
  const json = JSON.stringify(body);
  return value instanceof Literal ? json.replace(`"${MARK}"`, () => value.json) : json;
}
