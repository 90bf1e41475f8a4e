import type { Pattern, PatternPart } from './expression.ts';

export const anyRun: PatternPart = { kind: 'anyRun' };
export const anyOne: PatternPart = { kind: 'anyOne' };

export function text(value: string): PatternPart {
  return { kind: 'text', text: value };
}

/** Adjacent texts joined, empty texts dropped, `**` one `*`. */
export function pattern(parts: readonly PatternPart[]): Pattern {
  const result: PatternPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.kind === 'text') {
      if (part.text === '') continue;
      if (last?.kind === 'text') result[result.length - 1] = text(last.text + part.text);
      else result.push(part);
    } else if (!(part.kind === 'anyRun' && last?.kind === 'anyRun')) result.push(part);
  }
  return result;
}

export function startsWith(parts: Pattern): Pattern {
  return pattern([...parts, anyRun]);
}

export function endsWith(parts: Pattern): Pattern {
  return pattern([anyRun, ...parts]);
}

export function contains(parts: Pattern): Pattern {
  return pattern([anyRun, ...parts, anyRun]);
}

/** The text of a pattern without wildcards; undefined when it has some. The empty pattern is the empty text. */
export function plainText(parts: Pattern): string | undefined {
  if (parts.length === 0) return '';
  const [only] = parts;
  return parts.length === 1 && only?.kind === 'text' ? only.text : undefined;
}

/** The usual forms of a pattern, which most languages have words for. */
export type PatternForm =
  | { readonly form: 'equals' | 'startsWith' | 'endsWith' | 'contains'; readonly text: string }
  | { readonly form: 'anything' }
  | { readonly form: 'wildcard' };

export function patternForm(parts: Pattern): PatternForm {
  const plain = plainText(parts);
  if (plain !== undefined) return { form: 'equals', text: plain };
  const leads = parts[0]?.kind === 'anyRun';
  const trails = parts.at(-1)?.kind === 'anyRun';
  if (parts.length === 1 && leads) return { form: 'anything' };
  const inner = plainText(parts.slice(leads ? 1 : 0, trails ? -1 : undefined));
  if (inner === undefined || !(leads || trails)) return { form: 'wildcard' };
  return { form: leads ? (trails ? 'contains' : 'endsWith') : 'startsWith', text: inner };
}
