import { analyserOf, isMultiValued, isOneWord } from '../fields/index.ts';
import type { Profile, Vendor } from '../ir/index.ts';

/** The environment when nobody describes it: fields are keywords without subfields but for those that ECS has as text, several values where its schema says so. */
export function defaultProfile(vendor: Vendor): Profile {
  return {
    isText: field => vendor === 'elastic' && analyserOf(field) !== undefined,
    isOneWord: field => vendor === 'elastic' && isOneWord(field),
    isMultiValued: field => isMultiValued(vendor, field),
    caselessSubfield: () => undefined,
  };
}
