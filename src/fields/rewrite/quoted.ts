import { type Expression, type Leaf, like, type Pattern, pattern, text } from '../../ir/index.ts';
import { exactly, loosely, type Rewriting } from '../rewriting.ts';

const quote = "'";

/** A text of an event as a vendor has it who keeps the quotes around it, or who does not. */
export function inQuotes(value: unknown, to: 'quoted' | 'plain'): unknown {
  if (typeof value !== 'string') return value;
  if (to === 'quoted') return `${quote}${value}${quote}`;
  return /^'.*'$/s.test(value) ? value.slice(1, -1) : value;
}

/**
 * A leaf over a field that Splunk holds with the quotes that stood around it: the attributes of a Windows event's XML
 * (`<Provider Name='Service Control Manager'>`) are extracted with theirs (`system_props_xml_attributes` of the add-on for Windows).
 */
export function withQuotes(leaf: Leaf, subject: Expression, to: 'quoted' | 'plain'): Rewriting {
  if (leaf.kind === 'exists') return exactly({ ...leaf, subject });
  const patterns = patternsOf(leaf)?.map(each => (to === 'quoted' ? quoted(each) : unquoted(each)));
  const known = patterns?.flatMap(each => (each === undefined ? [] : [each]));
  if (patterns === undefined || known?.length !== patterns.length || !('casing' in leaf))
    return loosely(over(leaf, subject), 'different', reason);
  if (leaf.kind === 'equals') {
    const values = leaf.values.map(value => inQuotes(String(value), to) as string);
    return exactly({ ...leaf, subject, values });
  }
  return exactly(like(subject, known, { ...leaf }));
}

const reason = 'Splunk keeps the quotes around the value, which this comparison cannot follow.';

function patternsOf(leaf: Leaf): readonly Pattern[] | undefined {
  if (leaf.kind === 'like') return leaf.patterns;
  return leaf.kind === 'equals' ? leaf.values.map(value => [text(String(value))]) : undefined;
}

function quoted(parts: Pattern): Pattern {
  return pattern([text(quote), ...parts, text(quote)]);
}

/** Undefined of a pattern that no quoted value fits, or that may end at either side of a quote. */
function unquoted(parts: Pattern): Pattern | undefined {
  const [first] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const begins = first.kind === 'text' ? first.text.startsWith(quote) : first.kind === 'anyRun';
  const ends = last.kind === 'text' ? last.text.endsWith(quote) : last.kind === 'anyRun';
  const inner = parts.map((part, index) => {
    if (part.kind !== 'text') return part;
    const from = index === 0 ? 1 : 0;
    const until = index === parts.length - 1 ? part.text.length - 1 : part.text.length;
    return text(part.text.slice(from, Math.max(from, until)));
  });
  const isLone = parts.length === 1 && first.kind === 'text' && first.text.length < 2;
  const isInside = inner.some(part => part.kind === 'text' && part.text.includes(quote));
  return begins && ends && !isLone && !isInside ? pattern(inner) : undefined;
}

function over(leaf: Leaf, subject: Expression): Leaf {
  if (leaf.kind === 'compares') return { ...leaf, left: subject };
  return leaf.kind === 'keyword' || leaf.kind === 'element' ? leaf : { ...leaf, subject };
}
