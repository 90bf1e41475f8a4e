import { compileExpression } from '../../../evaluate/index.ts';
import type { FunctionName, Expression as Subject } from '../../../ir/index.ts';
import type { Extent } from '../ast.ts';
import { typeName } from './coerce.ts';
import type { Arguments, Context } from './context.ts';
import { frozen, wholeText } from './text-test.ts';
import { type BytesValue, type Guarded, numberValue, type Value } from './value.ts';

type Text = BytesValue['text'];
type OfBytes = (context: Context, given: Arguments, at: Extent) => Guarded;

/** https://docs.python.org/3/library/hashlib.html, https://docs.python.org/3/library/base64.html, https://docs.python.org/3/library/urllib.parse.html */
export const bytesFunctions: readonly (readonly [string, OfBytes])[] = [
  ...(['md5', 'sha1', 'sha256', 'sha512'] as const).map(
    name => [`hashlib.${name}`, ofBytes(name, true)] as const,
  ),
  ['base64.b64encode', ofBytes('base64Encode', false)],
];

/** `text.encode()`: the bytes of UTF-8, which goes without saying. https://docs.python.org/3/library/stdtypes.html#str.encode */
export function encoded(context: Context, text: Text, given: readonly Value[], at: Extent): Guarded {
  if (!isUtf8(given)) return context.unsupported('encode() of other than UTF-8', at);
  const whole = text.kind === 'text' ? text : wholeText(frozen(text));
  return context.guards.always({ kind: 'bytes', text: whole });
}

/** `bytes.decode()` of what was encoded, and the digits of a digest. */
export function callBytesMethod(
  context: Context,
  { text, isDigest = false }: BytesValue,
  name: string,
  given: Arguments,
  at: Extent,
): Guarded {
  const isPlain = [...given.named.keys()].every(each => each === 'encoding' || each === 'errors');
  if (isDigest && name === 'hexdigest' && isPlain && given.positional.length === 0)
    return context.guards.always(text);
  if (isDigest || name !== 'decode' || !isPlain)
    return context.unsupported(`the method ${name} of ${isDigest ? 'a digest' : 'bytes'}`, at);
  const [encoding = given.named.get('encoding'), errors = given.named.get('errors'), ...others] =
    given.positional;
  const named = encoding === undefined ? [] : [encoding];
  return context.guards.mapAll(named, values =>
    isUtf8(values) && others.length === 0 && isTolerant(errors)
      ? context.guards.always(text)
      : context.unsupported('decode() of other than UTF-8', at),
  );
}

/** `len(bytes)`. */
export function lengthOfBytes(context: Context, { text }: BytesValue, at: Extent): Guarded {
  const subject = called('byteLength', text, context, at);
  return context.guards.always(
    text.kind === 'text'
      ? numberValue(Number(compileExpression(subject)({})[0]))
      : { kind: 'derivedNumber', subject, places: text.places },
  );
}

function ofBytes(name: FunctionName, isDigest: boolean): OfBytes {
  return (context, { positional: [first = [], ...others], named }, at) => {
    if (others.length > 0 || named.size > 0) return context.unsupported('a call with more arguments', at);
    return context.guards.map(first, value => {
      if (/^(?:text|derivedText|number|derivedNumber|none)$/.test(value.kind))
        return context.raise('TypeError');
      if (value.kind !== 'bytes' || value.isDigest === true)
        return context.unsupported(`the bytes of ${typeName(value)}`, at);
      const text = madeOf(name, value.text, context, at);
      return context.guards.always({ kind: 'bytes', text, ...(isDigest ? { isDigest } : {}) });
    });
  };
}

function madeOf(name: FunctionName, text: Text, context: Context, at: Extent): Text {
  const subject = called(name, text, context, at);
  return text.kind === 'text'
    ? { kind: 'text', text: String(compileExpression(subject)({})[0]) }
    : { kind: 'derivedText', subject, letters: 'exact', places: text.places };
}

function called(name: FunctionName, text: Text, context: Context, at: Extent): Subject {
  const origin = [context.span(at)];
  const operand: Subject =
    text.kind === 'text' ? { kind: 'literal', value: text.text, origin } : text.subject;
  return { kind: 'call', function: name, arguments: [operand], origin };
}

/** What is done about bytes that are no UTF-8 makes no difference to those that are. */
function isTolerant(errors: Guarded | undefined): boolean {
  const [only, ...others] = errors ?? [];
  if (only === undefined) return true;
  return (
    others.length === 0 && only.value.kind === 'text' && /^(?:strict|ignore|replace)$/.test(only.value.text)
  );
}

function isUtf8(given: readonly Value[]): boolean {
  const [name, ...others] = given;
  return others.length === 0 && (name === undefined || (name.kind === 'text' && /^utf-?8$/i.test(name.text)));
}
