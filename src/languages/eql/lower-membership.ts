import { diagnose } from '../../diagnostics/index.ts';
import {
  anyOne,
  anyRun,
  type Expression,
  like,
  not,
  or,
  type Pattern,
  type Predicate,
  pattern,
  text,
  type Value,
} from '../../ir/index.ts';
import { parseRegex } from '../../regex/index.ts';
import { typeOf } from '../kql/subject.ts';
import { regexSpan, warnOfPerl } from '../regex-place.ts';
import type * as ast from './ast.ts';
import type { Context } from './context.ts';
import { equalsAny } from './lower-comparison.ts';
import { lowerValue } from './lower-value.ts';
import { takesTexts } from './text-operand.ts';

/** `in`, `:`, `like` and `regex`, of one value or several. */
export function lowerMembership(node: ast.Membership, context: Context): Predicate | undefined {
  const subject = lowerValue(node.operand, context);
  if (subject === undefined) return undefined;
  if (subject.kind === 'literal' && subject.value === null)
    return context.report(
      diagnose('eql/null-operand', { operator: node.operator }, context.span(node.operand)),
    );
  const test = lowerTest(node, subject, context);
  return test && node.negated ? not(test, context.origin(node)) : test;
}

function lowerTest(node: ast.Membership, subject: Expression, context: Context): Predicate | undefined {
  const origin = context.origin(node);
  const casing = /[~:]$/.test(node.operator) ? 'ignored' : 'exact';
  switch (node.operator) {
    case 'in':
    case 'in~': {
      const values = lowerList(node, constantValue, context);
      return values && equalsAny(subject, values.flat(), origin, casing);
    }
    case ':':
    case 'like':
    case 'like~': {
      if (!takesTexts(subject, node.operator, node, context)) return undefined;
      const texts = lowerList(node, stringValue, context);
      if (texts !== undefined && typeOf(subject) === 'time' && !texts.some(each => /[*?]/.test(each)))
        return equalsAny(subject, texts, origin, casing);
      return texts && like(subject, texts.map(likePattern), { casing, origin });
    }
    case 'regex':
    case 'regex~': {
      if (!takesTexts(subject, node.operator, node, context)) return undefined;
      const leaves = lowerList(node, (value, inner) => lowerRegex(value, node, subject, inner), context);
      return leaves && or(leaves, origin);
    }
  }
}

type LowerItem<Item> = (
  value: ast.Expression,
  context: Context,
  operator: ast.MembershipWord,
) => Item | undefined;

function lowerList<Item>(
  node: ast.Membership,
  lower: LowerItem<Item>,
  context: Context,
): readonly Item[] | undefined {
  const items = node.values.map(value => lower(value, context, node.operator));
  return items.every(item => item !== undefined) ? items : undefined;
}

/** null in a list is no value to be equal to; Elasticsearch leaves it out. */
function constantValue(
  node: ast.Expression,
  context: Context,
  operator: ast.MembershipWord,
): readonly Value[] | undefined {
  const value = lowerValue(node, context);
  if (value === undefined) return undefined;
  if (value.kind === 'literal') return value.value === null ? [] : [value.value];
  return context.report(diagnose('eql/list-value', { operator, wants: 'constants' }, context.span(node)));
}

function stringValue(
  node: ast.Expression,
  context: Context,
  operator: ast.MembershipWord,
): string | undefined {
  if (node.kind === 'string') return context.string(node);
  const help = operator === ':' ? 'write == or in for numbers and booleans' : undefined;
  return context.report(
    diagnose(
      'eql/list-value',
      { operator, wants: 'strings' },
      context.span(node),
      help === undefined ? {} : { help },
    ),
  );
}

/** `*` and `?` are wildcards everywhere: nothing escapes them, and a backslash is a backslash. */
export function likePattern(value: string): Pattern {
  const parts = value.match(/[*?]|[^*?]+/g) ?? [];
  return pattern(parts.map(part => (part === '*' ? anyRun : part === '?' ? anyOne : text(part))));
}

/** Over a field a Lucene regexp query; over the value of a function a script, with Java's syntax. Both match the whole value. */
function lowerRegex(
  node: ast.Expression,
  membership: ast.Membership,
  subject: Expression,
  context: Context,
): Predicate | undefined {
  const source = stringValue(node, context, membership.operator);
  if (source === undefined) return undefined;
  const dialect = subject.kind === 'field' ? 'lucene' : 'java';
  const result = parseRegex(source, dialect, 'whole', { ignoreCase: membership.operator === 'regex~' });
  if (result.problem !== undefined)
    return context.report(
      diagnose('eql/regex', { problem: result.problem }, regexSpan(node, result.offset, context)),
    );
  if (dialect === 'lucene') warnOfPerl(source, node, context);
  return { kind: 'matches', subject, regex: result.regex, quantifier: 'any', origin: context.origin(node) };
}
