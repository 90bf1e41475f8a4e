import { isIP } from 'node:net';
import type { EventData } from '../../../bench/corpus/inputs.ts';
import { fieldReader } from '../../../src/evaluate/field-path.ts';
import { compilePredicate } from '../../../src/evaluate/index.ts';
import { fieldsIn, type Leaf, mapLeaves, type Predicate, subjects } from '../../../src/ir/index.ts';

/** What is sure of an event whatever the library makes of its doubtful leaves; undefined where they decide. */
type Sure = (event: EventData) => boolean | undefined;

/**
 * Whether the library means what Elasticsearch means: it folds case everywhere, has no wildcard `?`, knows no lists, compares no
 * value with one of another type, takes a regex for one of Python's that need not match the whole value, and a test of no value for
 * neither true nor false. Where such a leaf decides, it is no judge.
 */
export function isJudgeable(predicate: Predicate): (event: EventData) => boolean {
  const sure = surely(predicate);
  const holdsAddresses = addressesIn(predicate);
  return event => !hasList(event) && holdsAddresses(event) && sure(event) !== undefined;
}

function surely(predicate: Predicate): Sure {
  switch (predicate.kind) {
    case 'always':
      return () => predicate.value;
    case 'not': {
      const operand = surely(predicate.operand);
      return event => {
        const said = operand(event);
        return said === undefined ? undefined : !said;
      };
    }
    case 'and':
    case 'or':
      return joined(predicate.operands.map(surely), predicate.kind === 'or');
    default:
      return surelyOf(predicate);
  }
}

/** One operand that is `decisive` settles it; else all must be sure. */
function joined(operands: readonly Sure[], decisive: boolean): Sure {
  return event => {
    let isSure = true;
    for (const operand of operands) {
      const said = operand(event);
      if (said === decisive) return decisive;
      isSure &&= said !== undefined;
    }
    return isSure ? !decisive : undefined;
  };
}

function surelyOf(leaf: Leaf): Sure {
  const strict = compilePredicate(leaf);
  if (leaf.kind === 'exists') return strict;
  if (leaf.kind === 'keyword' || leaf.kind === 'analysed' || leaf.kind === 'element') return () => undefined;
  const loose = compilePredicate(withoutCase(leaf));
  if (leaf.kind === 'matches' && ofLucene.test(JSON.stringify(leaf.regex.node))) return () => undefined;
  const folded = compilePredicate(inLowerCase(leaf));
  const types = typesOf(leaf);
  const calls = JSON.stringify(subjects(leaf));
  // What is not found is null to it, and what stands between two such texts the empty text to Elasticsearch.
  if (calls.includes('"function":"between"')) return () => undefined;
  const mayFindNothing = calls.includes('"function":"indexOf"');
  const fields = [...fieldsIn(leaf)].map(({ name }) => fieldReader(name));
  const hasHole =
    leaf.kind === 'like' && leaf.patterns.some(each => each.some(part => part.kind === 'anyOne'));
  return event => {
    const said = strict(event);
    const fits = fields.every(read => types === undefined || types.has(typeof read(event)));
    const isUnsure = !fits || (hasHole && loose(event)) || (mayFindNothing && !said);
    const isCased = said !== loose(event) || said !== folded(lowered(event));
    return isUnsure || isCased ? undefined : said;
  };
}

/** Operators of Lucene that are characters in Python, and characters that are anchors there. */
const ofLucene = /"kind":"(?:complement|intersection|interval|nothing)"|"(?:literal)","text":"[^"]*[$^]/;

/** Types of the values that the library compares with what stands in the query. */
function typesOf(leaf: Leaf): ReadonlySet<string> | undefined {
  const known = (values: readonly unknown[]) => new Set(values.map(value => typeof value));
  if (leaf.kind === 'equals') return known(leaf.values);
  if (leaf.kind === 'like' || leaf.kind === 'matches' || leaf.kind === 'inNetwork' || takesTexts(leaf))
    return new Set(['string']);
  if (leaf.kind !== 'compares') return undefined;
  const literal = [leaf.left, leaf.right].find(each => each.kind === 'literal');
  return literal?.kind === 'literal' ? known([literal.value]) : new Set(['string', 'number', 'boolean']);
}

function takesTexts(leaf: Leaf): boolean {
  return subjects(leaf).some(
    each => each.kind !== 'field' && /"function":|"to":"number"/.test(JSON.stringify(each)),
  );
}

function withoutCase(predicate: Predicate): Predicate {
  return mapLeaves(predicate, leaf => {
    if (leaf.kind === 'matches')
      return {
        ...leaf,
        regex: { ...leaf.regex, anchoring: 'search', flags: { ...leaf.regex.flags, ignoreCase: true } },
      };
    return 'casing' in leaf ? { ...leaf, casing: 'ignored' } : leaf;
  });
}

/** The leaf with its texts in lower case: what functions make of a text knows no case either. */
function inLowerCase(leaf: Leaf): Leaf {
  if (leaf.kind === 'matches') return withoutCase(leaf) as Leaf;
  return JSON.parse(JSON.stringify(leaf), (key, value) =>
    typeof value === 'string' && /^(?:value|text|\d+)$/.test(key) ? value.toLowerCase() : value,
  );
}

function lowered(event: EventData): EventData {
  return JSON.parse(JSON.stringify(event), (_, value) =>
    typeof value === 'string' ? value.toLowerCase() : value,
  );
}

/** An index holds addresses alone where networks are asked of; the library fails on anything else. */
function addressesIn(predicate: Predicate): (event: EventData) => boolean {
  const found = new Set<string>();
  mapLeaves(predicate, leaf => {
    if (leaf.kind === 'inNetwork') for (const { name } of fieldsIn(leaf)) found.add(name);
    return leaf;
  });
  const readers = [...found].map(fieldReader);
  return event =>
    readers.every(read => {
      const value = read(event);
      return value === undefined || value === null || isIP(String(value)) !== 0;
    });
}

function hasList(value: unknown): boolean {
  if (Array.isArray(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasList);
}
