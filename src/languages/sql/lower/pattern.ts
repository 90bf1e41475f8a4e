import { like, type Pattern, type PatternPart } from '../../../ir/index.ts';
import { parseRegex } from '../../../regex/index.ts';
import type { Expression } from '../ast.ts';
import { lowerValue } from './expression.ts';
import { typed } from './reading.ts';
import { type Condition, nowhere, overValues, type Scope, Unread } from './value.ts';

type Like = Extract<Expression, { kind: 'like' }>;

/** https://docs.snowflake.com/en/sql-reference/functions/like */
export function likeOf({ of, patterns, ignoreCase, escape: escaping }: Like, scope: Scope): Condition {
  const { expression, kind } = typed(lowerValue(of, scope), 'text', scope);
  if (kind !== 'text') throw new Unread('LIKE of what is no text');
  const sign = escaping?.kind === 'string' ? escaping.value : undefined;
  const read = patterns.map(each => {
    if (each.kind !== 'string') throw new Unread('a pattern that is no literal');
    return patternOf(each.value, sign);
  });
  const casing = ignoreCase ? 'ignored' : 'exact';
  return overValues(like(expression, read, { casing }), [expression]);
}

export function patternOf(text: string, sign: string | undefined): Pattern {
  const parts: PatternPart[] = [];
  const add = (character: string): void => {
    const last = parts.at(-1);
    if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: last.text + character };
    else parts.push({ kind: 'text', text: character });
  };
  const characters = [...text];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    if (character === sign) {
      at += 1;
      add(characters[at] ?? '');
    } else if (character === '%') parts.push({ kind: 'anyRun' });
    else if (character === '_') parts.push({ kind: 'anyOne' });
    else add(character);
  }
  return parts;
}

/** A text that fits a regex, whole or within. https://docs.snowflake.com/en/sql-reference/functions-regexp */
export function regexOf(
  subject: Expression,
  pattern: Expression,
  anchoring: 'whole' | 'search' | 'start',
  parameters: Expression | undefined,
  scope: Scope,
): Condition {
  const { expression, kind } = typed(lowerValue(subject, scope), 'text', scope);
  const letters = parameters === undefined ? '' : parameters.kind === 'string' ? parameters.value : '?';
  if (kind !== 'text' || pattern.kind !== 'string' || /[^cims]/.test(letters))
    throw new Unread('a regex of this kind');
  const flags = {
    ignoreCase: letters.includes('i'),
    multiline: letters.includes('m'),
    dotAll: letters.includes('s'),
  };
  const parsed = parseRegex(pattern.value, 'java', anchoring, flags);
  if (parsed.problem !== undefined) throw new Unread('this regex');
  return overValues(
    { kind: 'matches', subject: expression, regex: parsed.regex, quantifier: 'any', origin: nowhere },
    [expression],
  );
}
