import { expandGrok } from '../../ir/grok.ts';
import { captureRegex, parseRegex } from '../../regex/index.ts';
import type { Item } from '../values.ts';
import type { Extractor } from './extract-stage.ts';

/** Undefined when a pattern is unknown or no regex. The regex is found anywhere in the text. */
export function compileGrok(pattern: string): Extractor | undefined {
  const expanded = expandGrok(pattern);
  const parsed = expanded && parseRegex(expanded.text, 'pcre', 'search', { multiline: true });
  if (expanded === undefined || parsed === undefined || parsed.problem !== undefined) return undefined;
  const capture = captureRegex(parsed.regex);
  return subject => {
    const captures = capture(subject);
    if (captures === undefined) return undefined;
    const found = new Map<string, Item[]>();
    for (const { group, name, isNumber } of expanded.fields) {
      const held = captures.get(group);
      if (held === undefined) continue;
      found.set(name, [...(found.get(name) ?? []), isNumber ? Number(held) : held]);
    }
    return found;
  };
}
