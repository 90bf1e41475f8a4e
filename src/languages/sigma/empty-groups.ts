import { compilePredicate } from '../../evaluate/index.ts';
import { leaves, type Measure, type Predicate } from '../../ir/index.ts';

/**
 * Whether a condition holds of a group of which there is no event: not at all, too, of such alone, or of none at all. "Group-by" makes groups of the
 * events that there are, so that nothing is told of one that has none.
 * https://sigmahq.io/sigma-specification/specification/sigma-correlation-rules-specification.html#grouping
 */
export function holdsOfNothing(
  { measures, having }: { readonly measures: readonly Measure[]; readonly having: Predicate },
  inputs: readonly string[],
): 'no' | 'too' | 'alone' | 'never' {
  const names = measures.length === 0 ? inputs : measures.map(({ name }) => name);
  const holds = compilePredicate(having);
  const ofEach = (number: number) => Object.fromEntries(names.map(name => [name, number]));
  const areCounts = measures.every(({ function: kind }) => kind === 'count' || kind === 'countDistinct');
  if (!areCounts) return 'no';
  const others = measures.length === 0 ? someOf(names) : numbersIn(having).map(ofEach);
  const ofSome = others === undefined || others.some(holds);
  if (!holds(ofEach(0))) return ofSome ? 'no' : 'never';
  // Events may lack what is counted.
  return ofSome || measures.some(({ function: kind }) => kind === 'countDistinct') ? 'too' : 'alone';
}

const mostInputs = 10;

/** Any of the inputs with an event; undefined where they are too many. */
function someOf(names: readonly string[]): readonly Record<string, number>[] | undefined {
  if (names.length > mostInputs) return undefined;
  return Array.from({ length: 2 ** names.length - 1 }, (_, index) =>
    Object.fromEntries(names.map((name, place) => [name, ((index + 1) >> place) & 1])),
  );
}

/** Numbers of events from one on, on both sides of those that are compared with. */
function numbersIn(having: Predicate): readonly number[] {
  const compared = leaves(having).flatMap(({ leaf }) =>
    leaf.kind === 'compares' && leaf.right.kind === 'literal' ? [Math.floor(Number(leaf.right.value))] : [],
  );
  return [1, ...compared.flatMap(number => [number - 1, number, number + 1])].filter(number => number > 0);
}
