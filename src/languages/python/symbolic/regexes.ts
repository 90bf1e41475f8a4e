import { diagnose } from '../../../diagnostics/index.ts';
import { compilePredicate } from '../../../evaluate/index.ts';
import {
  anyOne,
  anyRun,
  field,
  like,
  type Pattern,
  type PatternPart,
  pattern,
  type Regex,
  text as textPart,
} from '../../../ir/index.ts';
import { compileRegex, parseRegex } from '../../../regex/index.ts';
import type { Extent } from '../ast.ts';
import { byKind, textAt } from './coerce.ts';
import type { Arguments, Context } from './context.ts';
import { fits, matchesRegex } from './text-test.ts';
import { type Guarded, noneValue, type RegexFlagLetters, type Value } from './value.ts';

export const noFlags: RegexFlagLetters = { ignoreCase: false, multiline: false, dotAll: false, inline: '' };

const flagNames: Readonly<Record<string, RegexFlagLetters>> = {
  I: { ...noFlags, ignoreCase: true },
  IGNORECASE: { ...noFlags, ignoreCase: true },
  M: { ...noFlags, multiline: true },
  MULTILINE: { ...noFlags, multiline: true },
  S: { ...noFlags, dotAll: true },
  DOTALL: { ...noFlags, dotAll: true },
  X: { ...noFlags, inline: 'x' },
  VERBOSE: { ...noFlags, inline: 'x' },
  A: { ...noFlags, inline: 'a' },
  ASCII: { ...noFlags, inline: 'a' },
  U: noFlags,
  UNICODE: noFlags,
  NOFLAG: noFlags,
};

export function regexFlag(name: string): RegexFlagLetters | undefined {
  return flagNames[name];
}

export function joinFlags(one: RegexFlagLetters, other: RegexFlagLetters): RegexFlagLetters {
  return {
    ignoreCase: one.ignoreCase || other.ignoreCase,
    multiline: one.multiline || other.multiline,
    dotAll: one.dotAll || other.dotAll,
    inline: [...new Set(`${one.inline}${other.inline}`)].join(''),
  };
}

/** Where the functions of `re` look (https://docs.python.org/3/library/re.html#functions). */
const anchorings: Readonly<Record<string, Regex['anchoring']>> = {
  search: 'search',
  match: 'start',
  fullmatch: 'whole',
};

export function isRegexFunction(name: string): boolean {
  return name in anchorings;
}

/** `re.compile(pattern, flags)`. */
export function compileRegexValue(context: Context, given: Arguments, at: Extent): Guarded {
  const [pattern, flags] = [
    given.positional[0] ?? given.named.get('pattern'),
    given.positional[1] ?? given.named.get('flags'),
  ];
  return context.guards.mapAll(
    [pattern ?? [], ...(flags === undefined ? [] : [flags])],
    ([text, letters]) => {
      if (text?.kind === 'regex') return context.guards.always(text);
      if (text?.kind !== 'text') return context.unsupported('a regular expression that is no constant', at);
      const flagsOf = letters?.kind === 'flags' ? letters.flags : noFlags;
      if (
        letters !== undefined &&
        letters.kind !== 'flags' &&
        !(letters.kind === 'number' && letters.value === 0)
      )
        return context.unsupported('flags that are no constant', at);
      return context.guards.always({ kind: 'regex', pattern: text.text, flags: flagsOf });
    },
  );
}

/** `re.search(pattern, text, flags)` and its like. */
export function callRegexFunction(context: Context, name: string, given: Arguments, at: Extent): Guarded {
  const [pattern, subject, flags, ...others] = given.positional;
  if (others.length > 0) return context.raise('TypeError');
  const of: Arguments = {
    positional: [pattern ?? given.named.get('pattern') ?? [], ...(flags === undefined ? [] : [flags])],
    named: given.named,
  };
  const text = subject ?? given.named.get('string');
  if (text === undefined) return context.raise('TypeError');
  return context.guards.mapAll([compileRegexValue(context, of, at), text], ([regex, value]) =>
    regex?.kind === 'regex' && value !== undefined
      ? matchText(context, regex, name, value, at)
      : context.raise('TypeError'),
  );
}

/** A match where there is one, else None. */
export function matchText(
  context: Context,
  regex: Extract<Value, { kind: 'regex' }>,
  name: string,
  value: Value,
  at: Extent,
): Guarded {
  const { guards, formulas } = context;
  const anchoring = anchorings[name];
  if (anchoring === undefined) return context.unsupported(`the function ${name} of a regular expression`, at);
  if (value.kind === 'field') {
    context.vote(value.place, 'text', 4);
    const onText = () => matchText(context, regex, name, textAt(context, value.place, at), at);
    return byKind(context, value, { text: onText }, context.raise('TypeError'));
  }
  if (value.kind !== 'derivedText' && value.kind !== 'text') return context.raise('TypeError');
  const { inline, ...flags } = regex.flags;
  const written = inline === '' ? regex.pattern : `(?${inline})${regex.pattern}`;
  const parsed = parseRegex(written, 'python', anchoring, flags);
  if (parsed.problem !== undefined)
    return context.refuse(diagnose('python/regex', { problem: parsed.problem }, context.span(at)));
  const match: Value = { kind: 'match', of: value, regex, name };
  if (value.kind === 'text') return guards.always(compileRegex(parsed.regex)(value.text) ? match : noneValue);
  const found = matchesRegex(context, value, parsed.regex, [context.span(at)]);
  return guards.choose([
    { when: found, gives: guards.always(match) },
    { when: formulas.not(found), gives: guards.always(noneValue) },
  ]);
}

/** `fnmatch.fnmatch(text, pattern)`: where Panther runs, as on every Unix, case counts in it too (https://docs.python.org/3/library/fnmatch.html). */
export function fnmatch(context: Context, given: Arguments, at: Extent): Guarded {
  const [text, wanted] = given.positional;
  return context.guards.mapAll([text ?? [], wanted ?? []], ([value, shape]) =>
    value === undefined || shape?.kind !== 'text'
      ? context.unsupported('fnmatch() with a pattern that is no constant', at)
      : fnmatchText(context, value, shape.text, at),
  );
}

function fnmatchText(context: Context, value: Value, shape: string, at: Extent): Guarded {
  const { guards } = context;
  const parts = fnmatchPattern(shape);
  switch (value.kind) {
    case 'field': {
      context.vote(value.place, 'text', 4);
      const onText = () => fnmatchText(context, textAt(context, value.place, at), shape, at);
      return byKind(context, value, { text: onText }, context.raise('TypeError'));
    }
    case 'derivedText':
      return parts === undefined
        ? context.unsupported('fnmatch() with a class of characters', at)
        : guards.truth(fits(context, value, [parts], [context.span(at)]));
    case 'text':
      return parts === undefined
        ? context.unsupported('fnmatch() with a class of characters', at)
        : guards.constant(compilePredicate(like(field('v', 'panther'), [parts]))({ v: value.text }));
    default:
      return context.raise('TypeError');
  }
}

/** Undefined when it has a class other than one of a lone character, which is how `*`, `?` and `[` are written literally. */
function fnmatchPattern(shape: string): Pattern | undefined {
  const parts: PatternPart[] = [];
  for (let at = 0; at < shape.length; at++) {
    const character = shape[at] ?? '';
    if (character === '*') parts.push(anyRun);
    else if (character === '?') parts.push(anyOne);
    else if (character === '[' && shape.indexOf(']', at + 2) > 0) {
      if (shape[at + 2] !== ']' || shape[at + 1] === '!') return undefined;
      parts.push(textPart(shape[at + 1] ?? ''));
      at += 2;
    } else parts.push(textPart(character));
  }
  return pattern(parts);
}
