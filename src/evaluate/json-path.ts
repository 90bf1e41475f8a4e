import type { Scalar } from './values.ts';

/** The value of a JSON text at a path (`a.b[0]`, `$.a['b']`); arrays and objects as JSON, no value where there is none. */
export function jsonAt(text: string, path: string): Scalar | undefined {
  let value = parsed(text);
  for (const [, name, position, quoted] of path.replace(/^\$/, '').matchAll(steps)) {
    const key = name ?? position ?? quoted ?? '';
    if ((position !== undefined) !== Array.isArray(value)) return undefined;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  if (value === null || value === undefined) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : (value as Scalar);
}

const steps = /([^.[\]]+)|\[(\d+)\]|\['([^']*)'\]/g;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
