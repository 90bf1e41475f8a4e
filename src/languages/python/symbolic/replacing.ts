import { diagnose } from '../../../diagnostics/index.ts';
import { replaceRegex } from '../../../evaluate/index.ts';
import type { Expression as Subject } from '../../../ir/index.ts';
import { parseRegex, writeRegex } from '../../../regex/index.ts';
import type { Extent } from '../ast.ts';
import { byKind, textAt } from './coerce.ts';
import type { Arguments, Context } from './context.ts';
import { compileRegexValue } from './regexes.ts';
import { transformed } from './text-methods.ts';
import { type Guarded, textValue, type Value } from './value.ts';

type RegexValue = Extract<Value, { kind: 'regex' }>;

/** `re.sub(pattern, repl, string)` (https://docs.python.org/3/library/re.html#re.sub). */
export function substitute(context: Context, given: Arguments, at: Extent): Guarded {
  const [pattern, ...others] = given.positional;
  const flags = given.named.get('flags');
  const of: Arguments = {
    positional: [pattern ?? given.named.get('pattern') ?? [], ...(flags === undefined ? [] : [flags])],
    named: new Map(),
  };
  const named = new Map([...given.named].filter(([name]) => name !== 'flags' && name !== 'pattern'));
  return context.guards.map(compileRegexValue(context, of, at), regex =>
    regex.kind === 'regex'
      ? substituteBy(context, regex, { positional: others, named }, at)
      : context.unsupported('a regular expression that is no constant', at),
  );
}

/** `pattern.sub(repl, string)`. */
export function substituteBy(context: Context, regex: RegexValue, given: Arguments, at: Extent): Guarded {
  const [by = given.named.get('repl'), text = given.named.get('string'), count] = given.positional;
  if (by === undefined || text === undefined) return context.raise('TypeError');
  if (count !== undefined || given.named.has('count'))
    return context.unsupported('a number of replacements', at);
  return context.guards.mapAll([by, text], ([template, value]) =>
    template?.kind === 'text' && value !== undefined
      ? substituted(context, regex, template.text, value, at)
      : context.unsupported('a replacement that is no constant', at),
  );
}

function substituted(
  context: Context,
  regex: RegexValue,
  template: string,
  value: Value,
  at: Extent,
): Guarded {
  if (value.kind === 'field') {
    context.vote(value.place, 'text', 4);
    const onText = () => substituted(context, regex, template, textAt(context, value.place, at), at);
    return byKind(context, value, { text: onText }, context.raise('TypeError'));
  }
  if (value.kind !== 'derivedText' && value.kind !== 'text') return context.raise('TypeError');
  const { inline, ...flags } = regex.flags;
  const written = inline === '' ? regex.pattern : `(?${inline})${regex.pattern}`;
  const parsed = parseRegex(written, 'python', 'search', flags);
  if (parsed.problem !== undefined)
    return context.refuse(diagnose('python/regex', { problem: parsed.problem }, context.span(at)));
  const { text } = writeRegex(parsed.regex, { dialect: 'java', use: 'search' });
  const by = replacementOf(template);
  if (text === undefined || by === undefined) return context.unsupported('this replacement', at);
  if (value.kind === 'text') {
    const made = replaceRegex(value.text, text, by);
    return made === undefined
      ? context.unsupported('a replacement of so many steps', at)
      : context.guards.always(textValue(made));
  }
  if (value.letters !== 'exact') return context.unsupported('a replacement after a change of case', at);
  return transformed(context, value, subject => ({
    kind: 'call',
    function: 'replaceRegex',
    arguments: [subject, literal(text), literal(by)],
    origin: [context.span(at)],
  }));
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v' };

/** As Java writes it, where `$1` is a group; undefined where Python finds an escape that it does not know, or a group has a name. */
function replacementOf(template: string): string | undefined {
  let isKnown = true;
  const parts = template.replaceAll(
    /\\g<(\d)>|\\(\d)(?!\d)|\\([\s\S]?)|\$/g,
    (part, named: string | undefined, group: string | undefined, escaped: string | undefined) => {
      if (part === '$') return String.raw`\$`;
      if ((named ?? group) !== undefined && group !== '0') return `$${named ?? group}`;
      const character = escapes[escaped ?? ''];
      if (character === undefined && escaped !== '\\') isKnown = false;
      return character ?? part;
    },
  );
  return isKnown ? parts : undefined;
}

function literal(value: string): Subject {
  return { kind: 'literal', value, origin: [] };
}
