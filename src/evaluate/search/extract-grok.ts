import { captureRegex, parseRegex } from '../../regex/index.ts';
import type { Item } from '../values.ts';
import type { Extractor } from './extract-stage.ts';
import { grokPatterns } from './grok-patterns.ts';

/** The name of a pattern, and of the field with its type. */
const reference = /%\{(\w+)(?::([^:}]+))?(?::(int|long|float|double))?\}/g;
/** A group that names its field itself. */
const namedGroup = /(?<=(?<!\\)(?:\\\\)*)\(\?<([A-Za-z_@][\w.@-]*)>/g;
const deepest = 12;

/** A field of a grok pattern, with the name of its group in the regex. */
interface GrokField {
  readonly group: string;
  readonly name: string;
  readonly isNumber: boolean;
}

/** Undefined when a pattern is unknown or no regex. The regex is found anywhere in the text. */
export function compileGrok(pattern: string): Extractor | undefined {
  const fields: GrokField[] = [];
  const text = expand(pattern, fields, 0);
  const parsed = text === undefined ? undefined : parseRegex(text, 'java', 'search');
  if (parsed === undefined || !('regex' in parsed)) return undefined;
  const capture = captureRegex(parsed.regex);
  return subject => {
    const captures = capture(subject);
    if (captures === undefined) return undefined;
    const found = new Map<string, Item[]>();
    for (const { group, name, isNumber } of fields) {
      const held = captures.get(group);
      if (held === undefined) continue;
      found.set(name, [...(found.get(name) ?? []), isNumber ? Number(held) : held]);
    }
    return found;
  };
}

function expand(pattern: string, fields: GrokField[], depth: number): string | undefined {
  let isKnown = depth <= deepest;
  const grouped = pattern.replace(namedGroup, (_, name: string) => `(?<${groupOf(name, false, fields)}>`);
  const text = grouped.replace(reference, (_, name: string, field?: string, type?: string) => {
    const inner = isKnown ? grokPatterns[name] : undefined;
    const expanded = inner === undefined ? undefined : expand(inner, fields, depth + 1);
    isKnown &&= expanded !== undefined;
    if (field === undefined) return `(?:${expanded})`;
    return `(?<${groupOf(field, type !== undefined, fields)}>${expanded})`;
  });
  return isKnown ? text : undefined;
}

/** Names of groups hold no dots. */
function groupOf(name: string, isNumber: boolean, fields: GrokField[]): string {
  const group = `field${fields.length}`;
  fields.push({ group, name, isNumber });
  return group;
}
