import { compilePredicate } from '../evaluate/index.ts';
import { always, type Equals, fold, type Leaf, type Predicate } from '../ir/index.ts';

type Known = ReadonlyMap<string, Equals>;

/**
 * A condition of which parts ask again for fields whose values other parts say: where `eventName` is DeleteTrail, what is asked of events that are
 * CreateUser is asked of none. `scope` says of fields too. Alike for every event, where these fields have one value.
 */
export function withKnownValues(where: Predicate, scope?: Predicate): Predicate {
  return fold(decidedIn(where, saidIn(scope === undefined ? [] : partsOf(scope), new Map())));
}

function partsOf(predicate: Predicate): readonly Predicate[] {
  return predicate.kind === 'and' ? predicate.operands.flatMap(partsOf) : [predicate];
}

/** What parts that stand in one condition say of fields; the first that says it of a field. */
function saidIn(parts: readonly Predicate[], known: Known): Known {
  const said = new Map(known);
  for (const part of parts) {
    const name = saidOf(part);
    if (part.kind === 'equals' && name !== undefined && !said.has(name)) said.set(name, part);
  }
  return said;
}

function decidedIn(predicate: Predicate, known: Known): Predicate {
  switch (predicate.kind) {
    case 'not':
      return { ...predicate, operand: decidedIn(predicate.operand, known) };
    case 'or':
      return { ...predicate, operands: predicate.operands.map(each => decidedIn(each, known)) };
    case 'and': {
      const said = saidIn(predicate.operands, known);
      const isSaid = (part: Predicate): boolean => {
        const name = saidOf(part);
        return name !== undefined && !known.has(name);
      };
      const operands = predicate.operands.map(part => (isSaid(part) ? part : decidedIn(part, said)));
      return { ...predicate, operands };
    }
    case 'always':
      return predicate;
    default:
      return decided(predicate, known);
  }
}

function saidOf(part: Predicate): string | undefined {
  return part.kind === 'equals' && part.quantifier === 'any' ? fieldOf(part) : undefined;
}

function fieldOf(leaf: Leaf): string | undefined {
  return 'subject' in leaf && leaf.subject.kind === 'field' ? leaf.subject.name : undefined;
}

/**
 * False where the leaf holds of none of the values that the field may have, in whatever case; true where it holds of each as the rule spells it,
 * which is taken to be how the log does.
 */
function decided(leaf: Leaf, known: Known): Predicate {
  const name = fieldOf(leaf);
  const said = name === undefined ? undefined : known.get(name);
  if (name === undefined || said === undefined || !isDecidable(leaf, said)) return leaf;
  const inAnyCase = compilePredicate('casing' in leaf ? { ...leaf, casing: 'ignored' } : leaf);
  if (!said.values.some(value => inAnyCase({ [name]: value }))) return always(false, leaf.origin);
  const asWritten = compilePredicate(leaf);
  return said.values.every(value => asWritten({ [name]: value })) ? always(true, leaf.origin) : leaf;
}

/** A regex tells cases apart: what it says of a value is what it says of all its spellings where there are no letters in it. */
function isDecidable({ kind }: Leaf, { values }: Equals): boolean {
  if (kind === 'matches') return values.every(value => !/[a-z]/i.test(String(value)));
  return kind === 'equals' || kind === 'like';
}
