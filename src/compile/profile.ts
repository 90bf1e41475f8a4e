import { analyserOf, isMultiValued } from '../fields/index.ts';
import type { Profile, Vendor } from '../ir/index.ts';

/** The environment when nobody describes it: fields are keywords without subfields but for those that ECS has as text, several values where its schema says so. */
export function defaultProfile(vendor: Vendor): Profile {
  return {
    isText: field => vendor === 'elastic' && analyserOf(field) !== undefined,
    isMultiValued: field => isMultiValued(vendor, field),
    caselessSubfield: () => undefined,
  };
}
