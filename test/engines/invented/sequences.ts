import type { Random } from '../../../bench/mutants/random.ts';
import { oneOf } from './values.ts';

const events = [
  ...['kind == "a"', 'kind == "b"', 'kind == "c"', 'kind in ("a", "b")', 'kind in ("b", "c")'],
  ...['kind != "a"', 'kind == "a" or amount > 5', 'amount > 3'],
];
const keys = ['', ' by who', ' by who, host', ' by ?who', ' by who, ?host'];

/** A sequence or sample of EQL by chance: steps that share events, repeat, must be missing, and are ended by others. */
export function sequence(random: Random): string {
  const event = () => `[any where ${oneOf(random, events)}]`;
  const count = 2 + random.below(2);
  if (random.below(8) === 0) return `sample by who\n${Array.from({ length: count }, event).join('\n')}`;
  const missing = random.below(count * 3);
  const steps = Array.from({ length: count }, (_, place) =>
    place === missing
      ? `!${event()}`
      : `${event()}${random.below(6) === 0 ? ` with runs=${2 + random.below(2)}` : ''}`,
  );
  // Beside what is missing there are two events at least.
  if (missing < count && count === 2) steps.push(event());
  const until = missing >= count && random.below(3) === 0 ? [`until ${event()}`] : [];
  const span = 3 + random.below(9);
  return [`sequence${oneOf(random, keys)} with maxspan=${span}s`, ...steps, ...until].join('\n');
}
