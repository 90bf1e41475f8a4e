import type { Vendor } from '../ir/index.ts';

/** A name without the multi-field that Elastic keeps beside a keyword: `.caseless` is its lower-case form, `.text` its words. */
export function writtenName(
  name: string,
  vendor: Vendor,
): { readonly name: string; readonly caseless: boolean } {
  if (vendor !== 'elastic') return { name, caseless: false };
  if (name.endsWith('.caseless')) return { name: name.slice(0, -9), caseless: true };
  return { name: name.endsWith('.text') ? name.slice(0, -5) : name, caseless: false };
}
