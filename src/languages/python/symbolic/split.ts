import { parseRegex, type RegexNode } from '../../../regex/index.ts';
import type { Extent } from '../ast.ts';
import { asText } from './coerce.ts';
import type { Arguments, Context } from './context.ts';
import type { Separator } from './piece.ts';
import { wholeText } from './text-test.ts';
import { type DerivedText, type Guarded, numberValue, textValue, type Value } from './value.ts';

/** `text.split(separator, most)`: the pieces of a constant, or those that are asked for of a text of the event. */
export function split(
  context: Context,
  text: Extract<Value, { kind: 'text' }> | DerivedText,
  given: readonly Value[],
  at: Extent,
  from: 'first' | 'last',
): Guarded {
  const [separator, most] = given;
  if (
    text.kind === 'text' &&
    separator?.kind === 'text' &&
    separator.text !== '' &&
    (most === undefined || most.kind === 'number')
  ) {
    const pieces = splitConstant(text.text, separator.text, most?.kind === 'number' ? most.value : -1, from);
    const items = pieces.map(piece => context.guards.always(textValue(piece)));
    return context.guards.always({ kind: 'collection', type: 'list', items });
  }
  if (separator?.kind !== 'text' || text.kind === 'text')
    return context.unsupported('a split at what is no constant', at);
  if (separator.text === '') return context.raise('ValueError');
  if (most !== undefined && !(most.kind === 'number' && most.value === 1))
    return context.unsupported('a split into a number of pieces', at);
  const once = most === undefined ? {} : { once: from };
  const cut: Separator =
    [...separator.text].length === 1 ? { anyOf: separator.text } : { text: separator.text };
  return context.guards.always({ kind: 'pieces', of: wholeText(text), separator: cut, ...once });
}

/** `text.count(part)`: one less than the pieces between its parts. */
export function occurrences(
  context: Context,
  text: Extract<Value, { kind: 'text' }> | DerivedText,
  given: readonly Value[],
  at: Extent,
): Guarded {
  const [part] = given;
  if (part?.kind !== 'text' || part.text === '' || given.length > 1)
    return context.unsupported('count() of what is no constant', at);
  if (text.kind === 'text') return context.guards.always(numberValue(text.text.split(part.text).length - 1));
  return context.guards.map(split(context, text, [part], at, 'first'), pieces =>
    pieces.kind === 'pieces'
      ? context.guards.always({ kind: 'pieceCount', of: pieces, less: 1 })
      : context.guards.always(pieces),
  );
}

function splitConstant(
  text: string,
  separator: string,
  most: number,
  from: 'first' | 'last',
): readonly string[] {
  const pieces = text.split(separator);
  if (most < 0 || pieces.length <= most + 1) return pieces;
  return from === 'first'
    ? [...pieces.slice(0, most), pieces.slice(most).join(separator)]
    : [pieces.slice(0, pieces.length - most).join(separator), ...pieces.slice(pieces.length - most)];
}

/** `re.split(pattern, text)` where the pattern is a character or a class of a few. */
export function splitByRegex(context: Context, given: Arguments, at: Extent): Guarded {
  const [pattern, text, ...others] = given.positional;
  if (pattern === undefined || text === undefined || others.length > 0 || given.named.size > 0)
    return context.unsupported('re.split() with more arguments', at);
  return context.guards.mapAll([pattern, text], ([by, value]) => {
    const parsed = by?.kind === 'text' ? parseRegex(by.text, 'python', 'search') : undefined;
    const separator = parsed?.problem === undefined ? separatorOf(parsed?.regex.node) : undefined;
    if (separator === undefined || value === undefined)
      return context.unsupported('a split by this pattern', at);
    return splitAt(context, value, separator, at);
  });
}

function splitAt(context: Context, value: Value, separator: string, at: Extent): Guarded {
  const { guards } = context;
  switch (value.kind) {
    case 'field':
      context.vote(value.place, 'text', 4);
      return asText(
        context,
        value,
        at,
        text => splitAt(context, text, separator, at),
        context.raise('TypeError'),
      );
    case 'derivedText':
      return guards.always({ kind: 'pieces', of: wholeText(value), separator: { anyOf: separator } });
    case 'text': {
      const pieces = [''];
      for (const character of value.text)
        if (separator.includes(character)) pieces.push('');
        else pieces.push(`${pieces.pop()}${character}`);
      const items = pieces.map(piece => guards.always(textValue(piece)));
      return guards.always({ kind: 'collection', type: 'list', items });
    }
    default:
      return context.raise('TypeError');
  }
}

function separatorOf(node: RegexNode | undefined): string | undefined {
  if (node?.kind === 'literal') return [...node.text].length === 1 ? node.text : undefined;
  if (node?.kind !== 'class' || node.negated || node.ranges.some(({ from, to }) => from !== to))
    return undefined;
  return node.ranges.map(({ from }) => String.fromCodePoint(from)).join('');
}
