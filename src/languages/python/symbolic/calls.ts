import { diagnose } from '../../../diagnostics/index.ts';
import type { Extent } from '../ast.ts';
import { builtins } from './builtins.ts';
import { callBytesMethod } from './bytes.ts';
import { textAt, typeName } from './coerce.ts';
import { callCollectionMethod, callDictionaryMethod } from './collections.ts';
import type { Arguments, Context } from './context.ts';
import { callEventMethod, callFieldMethod } from './event-access.ts';
import { formatText } from './formatting.ts';
import { callFunction, callLambda } from './functions.ts';
import { callJsonMethod } from './json.ts';
import { callMatchMethod } from './match-groups.ts';
import { isRegexFunction, matchText } from './regexes.ts';
import { substituteBy } from './replacing.ts';
import { callTextMethod } from './text-methods.ts';
import { callTimeMethod } from './times.ts';
import { unifiedField } from './unified.ts';
import type { Guarded, Value } from './value.ts';

/** Calls whatever can be called. */
export function callValue(context: Context, called: Value, given: Arguments, at: Extent): Guarded {
  switch (called.kind) {
    case 'builtin':
      return callBuiltin(context, called.name, given, at);
    case 'method':
      return callMethod(context, called.of, called.name, given, at);
    case 'function':
      return callFunction(context, called, given, at);
    case 'lambda':
      return callLambda(context, called, given, at);
    case 'none':
    case 'text':
    case 'derivedText':
    case 'number':
    case 'truth':
    case 'field':
      return context.raise('TypeError');
    default:
      return context.unsupported(`a call of ${typeName(called)}`, at);
  }
}

const stateful =
  /^(panther_detection_helpers|panther_oss_helpers|requests|boto3|random|time|os|datetime\.datetime\.(now|utcnow|today)|datetime\.date\.today)\b/;

function callBuiltin(context: Context, name: string, given: Arguments, at: Extent): Guarded {
  const builtin = builtins.get(name);
  if (builtin !== undefined) return builtin(context, given, at);
  const code = stateful.test(name) ? 'python/stateful' : 'python/unknown-function';
  return context.refuse(diagnose(code, { name }, context.span(at)));
}

function callMethod(context: Context, of: Value, name: string, given: Arguments, at: Extent): Guarded {
  switch (of.kind) {
    case 'event':
      return name === 'udm'
        ? unifiedField(context, of, given, at)
        : callEventMethod(context, of, name, given, at);
    case 'field':
      return callFieldMethod(context, of, name, given, at, () =>
        callTextMethod(context, textAt(context, of.place, at), name, given, at),
      );
    case 'text':
      if (name === 'format') return formatText(context, of.text, given, at);
      return callTextMethod(context, of, name, given, at);
    case 'derivedText':
      return callTextMethod(context, of, name, given, at);
    case 'dictionary':
      return callDictionaryMethod(context, of, name, given, at);
    case 'collection':
    case 'iterable':
      return callCollectionMethod(context, of, name, given, at);
    case 'regex':
      if (name === 'sub') return substituteBy(context, of, given, at);
      return isRegexFunction(name)
        ? matchOfPattern(context, of, name, given, at)
        : context.unsupported(`the method ${name} of a regular expression`, at);
    case 'match':
      return callMatchMethod(context, of, name, given, at);
    case 'json':
      return callJsonMethod(context, of, name, given, at);
    case 'time':
      return callTimeMethod(context, of, name, given, at);
    case 'bytes':
      return callBytesMethod(context, of, name, given, at);
    case 'node':
      return callNodeMethod(context, of, name, at);
    default:
      return context.unsupported(`the method ${name} of ${typeName(of)}`, at);
  }
}

/** `pattern.search(text)`; where in the text it begins to look is no part of a condition. */
function matchOfPattern(
  context: Context,
  of: Extract<Value, { kind: 'regex' }>,
  name: string,
  given: Arguments,
  at: Extent,
): Guarded {
  const [text = given.named.get('string'), ...positions] = given.positional;
  if (positions.length > 0 || given.named.has('pos') || given.named.has('endpos'))
    return context.unsupported(`the method ${name} of a regular expression with positions`, at);
  return text === undefined
    ? context.raise('TypeError')
    : context.guards.map(text, value => matchText(context, of, name, value, at));
}

function callNodeMethod(
  context: Context,
  of: Extract<Value, { kind: 'node' }>,
  name: string,
  at: Extent,
): Guarded {
  if (of.shape !== 'mapping') return context.raise('AttributeError');
  if (name !== 'values' && name !== 'items')
    return context.unsupported(`${name}() of a dict within the event`, at);
  const type = 'list';
  return context.guards.always({
    kind: 'iterable',
    type,
    of: { kind: 'children', plain: of.plain, pairs: name === 'items' },
  });
}
