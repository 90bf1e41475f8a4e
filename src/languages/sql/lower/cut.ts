import type { Expression } from '../ast.ts';
import { lowerValue } from './expression.ts';
import { made, scopeOf, staged, type Table } from './table.ts';
import { nowhere, Unread } from './value.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** `NULLIF(REGEXP_SUBSTR(text, 'a(b)', 1, 1, 'e', 1), '')`, where an expression is one. */
export function cutOf(expression: Expression): Call | undefined {
  if (expression.kind !== 'call' || expression.name !== 'NULLIF') return undefined;
  const [cut, empty] = expression.arguments;
  const isCut = cut?.kind === 'call' && cut.name === 'REGEXP_SUBSTR';
  return isCut && empty?.kind === 'string' && empty.value === '' ? cut : undefined;
}

/** What a group of the first match holds, as a column. https://docs.snowflake.com/en/sql-reference/functions/regexp_substr */
export function withCut(table: Table, name: string, call: Call): Table {
  const [subject, pattern, position, occurrence, parameters, group] = call.arguments;
  const letters = parameters?.kind === 'string' ? parameters.value : '';
  const isFirst = [position, occurrence].every(each => each?.kind === 'number' && each.value === 1);
  if (subject === undefined || pattern?.kind !== 'string' || group?.kind !== 'number' || !isFirst)
    throw new Unread('REGEXP_SUBSTR of these');
  if (!/^[ims]*e[ims]*$/.test(letters)) throw new Unread('REGEXP_SUBSTR of this kind');
  const value = lowerValue(subject, scopeOf(table));
  const named = withName(pattern.value, group.value);
  if (value.kind !== 'text' || named === undefined) throw new Unread('REGEXP_SUBSTR of this pattern');
  const flags = letters.replace('e', '');
  const written = named.replace('(?<>', '(?<part>');
  const stage = {
    kind: 'extract',
    subject: value.expression,
    syntax: 'regex',
    pattern: flags === '' ? written : `(?${flags})${written}`,
    fields: ['part'],
    origin: nowhere,
  } as const;
  const rename = { kind: 'rename', fields: [{ from: 'part', to: name }], origin: nowhere } as const;
  const columns = new Map([...table.columns, made(name, 'text')]);
  return { ...table, search: staged(table.search, stage, rename), columns, rows: 'other' };
}

/** The pattern with a name for its n-th group. */
function withName(pattern: string, group: number): string | undefined {
  let count = 0;
  let found = false;
  const named = pattern.replaceAll(/\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\(/g, token => {
    if (token !== '(') return token;
    count += 1;
    if (count !== group) return token;
    found = true;
    return '(?<>';
  });
  return found ? named : undefined;
}
