import { grokPatterns } from './grok-patterns.ts';

/** The name of a pattern, and of the field with its type. */
const reference = /%\{(\w+)(?::([^:}]+))?(?::(int|long|float|double))?\}/g;
/** A group that names its field itself. */
const namedGroup = /(?<=(?<!\\)(?:\\\\)*)\(\?<([A-Za-z_@][\w.@-]*)>/g;
const deepest = 12;

/** A field of a grok pattern, with the name of its group in the regex: names of groups hold no dots. */
export interface GrokField {
  readonly group: string;
  readonly name: string;
  readonly isNumber: boolean;
}

/**
 * A grok pattern as a regex that is found anywhere, of Oniguruma, whose `^` and `$` are those of lines: PCRE's under `m`. Undefined
 * when it names a pattern that is unknown.
 */
export function expandGrok(
  pattern: string,
): { readonly text: string; readonly fields: readonly GrokField[] } | undefined {
  const fields: GrokField[] = [];
  const text = expand(pattern, fields, 0);
  return text === undefined ? undefined : { text, fields };
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

function groupOf(name: string, isNumber: boolean, fields: GrokField[]): string {
  const group = `field${fields.length}`;
  fields.push({ group, name, isNumber });
  return group;
}
