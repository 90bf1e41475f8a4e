import { isMultiValued } from '../fields/index.ts';
import type { Profile, Vendor } from '../ir/index.ts';

/** The environment when nobody describes it: every field a keyword without subfields, several values where its schema says so. */
export function defaultProfile(vendor: Vendor): Profile {
  return {
    isText: () => false,
    isMultiValued: field => isMultiValued(vendor, field),
    caselessSubfield: () => undefined,
  };
}
