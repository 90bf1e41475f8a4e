import type { RuleDifference } from '../verify/index.ts';
import { exampleText } from './example-text.ts';

/** What has become of a rule, as a review tells it. */
export interface Judged {
  readonly kind: 'changed' | 'reworded' | 'undecided';
  readonly how?: string;
  readonly alerts?: readonly string[];
}

/** What a review is told of a difference; nothing of an equal meaning. */
export function differenceWords(difference: RuleDifference): Judged {
  const { relation, because } = difference;
  const example = exampleText(difference);
  const isTested = because?.startsWith('tested') === true && relation !== 'unknown';
  const shown =
    because === undefined || (example !== '' && !isTested)
      ? example
      : example === ''
        ? `: ${because}`
        : ` (${because})${example}`;
  switch (relation) {
    case 'equal':
      return { kind: 'reworded' };
    case 'stronger':
      return { kind: 'changed', how: `it matches less${shown}` };
    case 'weaker':
      return { kind: 'changed', how: `it matches more${shown}` };
    case 'different':
      return { kind: 'changed', how: `it matches other events${shown}` };
    default:
      return { kind: 'undecided', how: because ?? 'it is beyond the proof' };
  }
}
