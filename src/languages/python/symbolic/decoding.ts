import { compileExpression } from '../../../evaluate/index.ts';
import type { FunctionName, Expression as Subject } from '../../../ir/index.ts';
import { parseRegex } from '../../../regex/index.ts';
import type { Extent } from '../ast.ts';
import { asText, typeName } from './coerce.ts';
import type { Arguments, Context } from './context.ts';
import { frozen, matchesRegex } from './text-test.ts';
import { type BytesValue, type DerivedText, type Guarded, textValue, type Value } from './value.ts';

type Text = BytesValue['text'];
type Decoder = (context: Context, given: Arguments, at: Extent) => Guarded;

/** https://docs.python.org/3/library/base64.html#base64.b64decode, https://docs.python.org/3/library/urllib.parse.html#urllib.parse.unquote */
export const decoders: readonly (readonly [string, Decoder])[] = [
  ['base64.b64decode', ofText(fromBase64, ['validate'])],
  ['base64.standard_b64decode', ofText(fromBase64, [])],
  ['urllib.parse.unquote', ofText((context, text, at) => unquoted(context, text, false, at), [])],
  ['urllib.parse.unquote_plus', ofText((context, text, at) => unquoted(context, text, true, at), [])],
];

function ofText(
  decode: (context: Context, text: Text, at: Extent) => Guarded,
  options: readonly string[],
): Decoder {
  return (context, { positional: [first = [], ...others], named }, at) => {
    if (others.length > 0 || [...named.keys()].some(name => !options.includes(name)))
      return context.unsupported('a call with more arguments', at);
    return context.guards.map(first, value => decodeValue(context, value, decode, at));
  };
}

function decodeValue(
  context: Context,
  value: Value,
  decode: (context: Context, text: Text, at: Extent) => Guarded,
  at: Extent,
): Guarded {
  switch (value.kind) {
    case 'field':
      context.vote(value.place, 'text', 4);
      return asText(
        context,
        value,
        at,
        text => decodeValue(context, text, decode, at),
        context.raise('TypeError'),
      );
    case 'text':
      return decode(context, value, at);
    case 'derivedText':
      return decode(context, frozen(value), at);
    case 'bytes':
      return value.isDigest === true
        ? context.unsupported('what a digest stands for', at)
        : decode(context, value.text, at);
    case 'none':
    case 'number':
    case 'derivedNumber':
    case 'truth':
      return context.raise('TypeError');
    default:
      return context.unsupported(`decoding of ${typeName(value)}`, at);
  }
}

/** With the padding that brings it to four digits each, and with any where the module adds it itself. */
const padded = '(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?';
const unpadded = '(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2,3})?={0,2}';

/** The bytes of a text of UTF-8. What is between the digits is passed over by Python, and is taken for no base64 here, which is given. */
function fromBase64(context: Context, text: Text, at: Extent): Guarded {
  if (text.kind === 'text') return constantFromBase64(context, text.text, at);
  const { of, form } = withoutPadding(text);
  const parsed = parseRegex(form, 'python', 'whole', {});
  if (parsed.problem !== undefined) return context.unsupported('base64', at);
  for (const place of of.places) context.assumed.add(`base64-text:${place.written}`);
  const decoded: DerivedText = { ...of, subject: called(context, 'base64Decode', [of.subject], at) };
  const isBase64 = matchesRegex(context, of, parsed.regex, [context.span(at)]);
  return context.guards.choose([
    { when: isBase64, gives: context.guards.always({ kind: 'bytes', text: decoded }) },
    { when: context.formulas.not(isBase64), gives: context.raise('ValueError') },
  ]);
}

/** `text + "=="`, which makes any number of digits whole: Python passes over what is too much of it. */
function withoutPadding(text: DerivedText): { readonly of: DerivedText; readonly form: string } {
  const { subject } = text;
  const last =
    subject.kind === 'call' && subject.function === 'concat' ? subject.arguments.at(-1) : undefined;
  const isPadded = last?.kind === 'literal' && /^={2,}$/.test(String(last.value));
  if (!isPadded || subject.kind !== 'call') return { of: text, form: padded };
  const [first, ...others] = subject.arguments.slice(0, -1);
  if (first === undefined || others.length > 0) return { of: text, form: padded };
  return { of: { ...text, subject: withoutEquals(first) }, form: unpadded };
}

/** `text.rstrip("=")` is decoded as the text is. */
function withoutEquals(subject: Subject): Subject {
  if (subject.kind !== 'call' || subject.function !== 'replaceRegex') return subject;
  const [of, what, by] = subject.arguments;
  const isStripped =
    what?.kind === 'literal' && what.value === '[\\x{3d}]+\\z' && by?.kind === 'literal' && by.value === '';
  return isStripped && of !== undefined ? of : subject;
}

function constantFromBase64(context: Context, text: string, at: Extent): Guarded {
  const { guards } = context;
  const digits = text.replaceAll(/[^A-Za-z0-9+/=]/g, '');
  if (!new RegExp(`^${padded}$`).test(digits)) return context.raise('ValueError');
  const found = constant('base64Decode', digits);
  return found === undefined || found.includes('\uFFFD')
    ? context.unsupported('bytes that are no text', at)
    : guards.always({ kind: 'bytes', text: { kind: 'text', text: found } });
}

function constant(name: FunctionName, text: string): string | undefined {
  const operand: Subject = { kind: 'literal', value: text, origin: [] };
  const [found] = compileExpression({ kind: 'call', function: name, arguments: [operand], origin: [] })({});
  return found === undefined ? undefined : String(found);
}

const loosePercent = '%(?![0-9A-Fa-f]{2})';

/** A % that no two digits follow stays as it is, and so does a + but for `unquote_plus`. */
function unquoted(context: Context, text: Text, withPlus: boolean, at: Extent): Guarded {
  const { guards, formulas } = context;
  if (text.kind === 'text') {
    const whole = text.text.replaceAll(new RegExp(loosePercent, 'g'), '%25');
    const found = constant('urlDecode', withPlus ? whole : whole.replaceAll('+', '%2B'));
    return guards.always(textValue(found ?? text.text));
  }
  const parsed = parseRegex(loosePercent, 'python', 'search', {});
  if (parsed.problem !== undefined) return context.unsupported('a text of a URL', at);
  const decoded = (whole: Subject): Guarded => {
    const plain = withPlus ? whole : called(context, 'replace', [whole, literal('+'), literal('%2B')], at);
    return guards.always({ ...text, subject: called(context, 'urlDecode', [plain], at) });
  };
  const isLoose = matchesRegex(context, text, parsed.regex, [context.span(at)]);
  const whole = called(context, 'replaceRegex', [text.subject, literal(loosePercent), literal('%25')], at);
  return guards.choose([
    { when: isLoose, gives: decoded(whole) },
    { when: formulas.not(isLoose), gives: decoded(text.subject) },
  ]);
}

function called(context: Context, name: FunctionName, of: readonly Subject[], at: Extent): Subject {
  return { kind: 'call', function: name, arguments: of, origin: [context.span(at)] };
}

function literal(value: string): Subject {
  return { kind: 'literal', value, origin: [] };
}
