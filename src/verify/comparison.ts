import type { EventData } from '../evaluate/index.ts';
import type { Leaf } from '../ir/index.ts';
import type { Limits } from './limits.ts';
import type { Reading } from './reading.ts';

/**
 * How what was found stands to its source, for every event: `broader` matches all that the source does, and more. It speaks of
 * values that are scalars, and that hold none of four letters whose case is folded in more than one way (`leftOut`).
 */
export type Comparison =
  | {
      readonly relation: 'equal' | 'broader' | 'narrower' | 'different';
      readonly evidence: 'proved';
      /** An event that the source alone matches. */
      readonly onlySource?: EventData;
      /** An event that the other alone matches. */
      readonly onlyFound?: EventData;
      /** The leaves of either side where the readings of these events part. */
      readonly responsible?: readonly Leaf[];
    }
  | {
      readonly relation: 'unknown';
      /** `limit`: too large; `unsupported`: nothing is known of a leaf but that it is equal to itself. */
      readonly because: 'limit' | 'unsupported';
      readonly detail: string;
    };

export interface CompareOptions {
  /** Whether a field may hold several values. */
  readonly isMultiValued: (name: string) => boolean;
  readonly limits?: Partial<Limits>;
  /** Shared by comparisons that have leaves in common. */
  readonly reading?: Reading;
}
