import type { Vendor } from '../ir/index.ts';

/** The field that each subfield of a project's own stands beside, which ignores case. */
let own: ReadonlyMap<string, string> = new Map();

/** What a project says of subfields counts from here on, on this thread: field to its subfield that ignores case. */
export function useCaseless(given: Readonly<Record<string, string>> = {}): void {
  own = new Map(Object.entries(given).map(([name, subfield]) => [subfield, name]));
}

/** A name without the multi-field that Elastic keeps beside a keyword: `.caseless` is its lower-case form, `.text` its words. */
export function writtenName(
  name: string,
  vendor: Vendor,
): { readonly name: string; readonly caseless: boolean } {
  if (vendor !== 'elastic') return { name, caseless: false };
  const base = own.get(name);
  if (base !== undefined) return { name: base, caseless: true };
  if (name.endsWith('.caseless')) return { name: name.slice(0, -9), caseless: true };
  return { name: name.endsWith('.text') ? name.slice(0, -5) : name, caseless: false };
}
