import { diagnose } from '../../diagnostics/index.ts';
import {
  and,
  type Choice,
  contains,
  type Expression,
  exists,
  haveOneValue,
  like,
  type Predicate,
  text as textPart,
} from '../../ir/index.ts';
import { cutsDirectory, parseRegex, type Regex } from '../../regex/index.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import {
  calculation,
  callOf,
  type Definitions,
  expressionsOf,
  literalOf,
  numberIn,
  ofValues,
  scalar,
  several,
  textIn,
} from './definition.ts';

const many = Number.POSITIVE_INFINITY;

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/string-functions */
export const textFunctions: Definitions = {
  bit_length: ofValues(1, 1, (values, node, context) => {
    const bytes = callOf('byteLength', expressionsOf(values), node, context);
    return { expression: calculation('multiply', bytes, 8, node, context), kind: 'whole' };
  }),
  byte_length: scalar('byteLength', [1, 1], 'whole'),
  concat: scalar('concat', [2, many], 'text'),
  from_base64: scalar('base64Decode', [1, 1], 'text'),
  ip_prefix: scalar('ipPrefix', [3, 3], 'ip'),
  json_extract: ofValues(2, 2, lowerJsonExtract),
  length: scalar('length', [1, 1], 'whole'),
  locate: ofValues(2, 3, lowerLocate),
  ltrim: scalar('trimStart', [1, 1], 'text'),
  repeat: scalar('repeat', [2, 2], 'text'),
  replace: ofValues(3, 3, lowerReplace),
  reverse: scalar('reverse', [1, 1], 'text'),
  right: scalar('right', [2, 2], 'text'),
  rtrim: scalar('trimEnd', [1, 1], 'text'),
  space: ofValues(1, 1, (values, node, context) => {
    const count = numberIn(values[0]);
    if (count !== undefined && count >= 0 && count <= 1000)
      return { expression: literalOf(' '.repeat(count), node, context), kind: 'text' };
    const blank = literalOf(' ', node, context);
    return { expression: callOf('repeat', [blank, ...expressionsOf(values)], node, context), kind: 'text' };
  }),
  split: scalar('split', [2, 2], 'text'),
  to_base64: scalar('base64Encode', [1, 1], 'text'),
  to_lower: several('lower', [1, 1], 'text'),
  to_upper: several('upper', [1, 1], 'text'),
  to_ascii: several('escapeToAscii', [1, 1], 'text'),
  trim: scalar('trim', [1, 1], 'text'),
  url_decode: scalar('urlDecode', [1, 1], 'text'),
  url_encode: scalar('urlEncode', [1, 1], 'text'),
  url_encode_component: scalar('urlEncodeComponent', [1, 1], 'text'),
};

const step = /^\s*(?:\.?([^.[\]'"*?@\s]+)|\[\s*(?:(\d+)|'([^']*)'|"([^"]*)")\s*\])/;

/**
 * The path without its root, each key by a dot where it has none in it.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/string-functions/json_extract
 */
function plainPath(path: string): string | undefined {
  let rest = path.replace(/^\$/, '');
  let plain = '';
  while (rest !== '') {
    const found = step.exec(rest);
    if (found === null || (rest === path && rest.startsWith('.'))) return undefined;
    const [whole, bare, position, single, double] = found;
    const key = bare ?? single ?? double;
    if (key === undefined) plain += `[${position}]`;
    else if (/^[\w-]+$/.test(key) && !/^\d+$/.test(key)) plain += plain === '' ? key : `.${key}`;
    else plain += `['${key}']`;
    rest = rest.slice(whole.length);
  }
  return plain === '' || plain.includes("'''") ? undefined : plain;
}

function lowerJsonExtract(values: readonly Typed[], node: ast.Call, context: Context): Typed | undefined {
  const [text, path] = values;
  if (text === undefined || path === undefined) return undefined;
  if (text.kind === 'null' || path.kind === 'null')
    return { expression: { kind: 'literal', value: null, origin: context.origin(node) }, kind: 'null' };
  const written = textIn(path);
  const plain = written === undefined ? undefined : plainPath(written);
  if (written !== undefined && plain === undefined)
    return wrongArgument(node, 2, 'a path of keys and positions: user.names[0]', context);
  const at = plain === undefined ? path.expression : literalOf(plain, node, context);
  return { expression: callOf('jsonExtract', [text.expression, at], node, context), kind: 'text' };
}

function wrongArgument(node: ast.Call, position: number, wants: string, context: Context): undefined {
  return context.report(
    diagnose('esql/argument-type', { name: node.name, position, wants }, context.span(node)),
  );
}

/** Positions from 1; 0 where the text is not found. */
function lowerLocate(values: readonly Typed[], node: ast.Call, context: Context): Typed | undefined {
  const [text, wanted, from] = expressionsOf(values);
  if (text === undefined || wanted === undefined) return undefined;
  const origin = context.origin(node);
  const start = from && [calculation('subtract', from, 1, node, context)];
  const found = {
    ...callOf('indexOf', [text, wanted, ...(start ?? [])], node, context),
    casing: 'exact',
  } as const;
  const branches = [
    { when: occurs(text, wanted, from, found), value: calculation('add', found, 1, node, context) },
    { when: and(haveOneValue([text, wanted]), origin), value: literalOf(0, node, context) },
  ];
  const expression: Choice = { kind: 'choice', branches, otherwise: undefined, origin };
  return { expression, kind: 'whole' };
}

/** Whether one text is within another; from a position on, whether there is one. */
function occurs(
  text: Expression,
  wanted: Expression,
  from: Expression | undefined,
  found: Expression,
): Predicate {
  const { origin } = found;
  if (from !== undefined) return exists(found, origin);
  const options = { quantifier: 'single', origin } as const;
  if (wanted.kind === 'literal') return like(text, [contains([textPart(String(wanted.value))])], options);
  return {
    kind: 'compares',
    left: text,
    operator: 'contains',
    right: wanted,
    as: 'string',
    casing: 'exact',
    ...options,
  };
}

/** A regex of Java; one that is a text, and by something without references, is the text. */
function lowerReplace(values: readonly Typed[], node: ast.Call, context: Context): Typed | undefined {
  const [text, regex, by] = expressionsOf(values);
  const [written, replacement] = [textIn(values[1]), textIn(values[2])];
  if (text === undefined || regex === undefined || by === undefined) return undefined;
  const result = written === undefined ? undefined : parseRegex(written, 'java', 'search');
  if (result?.problem !== undefined)
    return context.report(
      diagnose('esql/regex', { problem: result.problem }, context.span(node.arguments[1] ?? node)),
    );
  if (result !== undefined && refersBeyond(replacement, groupsOf(written ?? '')))
    return context.report(
      diagnose(
        'esql/regex',
        { problem: 'the replacement refers to a group that the regex has not' },
        context.span(node.arguments[2] ?? node),
      ),
    );
  if (replacement === '' && result !== undefined && cutsDirectory(result.regex))
    return { expression: callOf('baseName', [text], node, context), kind: 'text' };
  const part = result && textOfRegex(result.regex);
  const plain = replacement === undefined ? undefined : textOfReplacement(replacement);
  if (part === undefined || plain === undefined)
    return { expression: callOf('replaceRegex', [text, regex, by], node, context), kind: 'text' };
  const texts = [literalOf(part, node, context), literalOf(plain, node, context)];
  return { expression: callOf('replace', [text, ...texts], node, context), kind: 'text' };
}

/** What a regex without anything special in it looks for. */
function textOfRegex({ node, flags }: Regex): string | undefined {
  return node.kind === 'literal' && node.text !== '' && !flags.ignoreCase ? node.text : undefined;
}

/** Groups that a regex numbers; named ones have numbers too. */
function groupsOf(regex: string): number {
  const outsideOfClasses = regex.replaceAll(/\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]/g, '');
  return outsideOfClasses.match(/\((?!\?(?!<[A-Za-z]))/g)?.length ?? 0;
}

/** Java refuses `$1` where there is no such group: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Matcher.html */
function refersBeyond(replacement: string | undefined, groups: number): boolean {
  const first = replacement === undefined ? [] : [...replacement.matchAll(/\\[\s\S]|\$(\d)/g)];
  return first.some(([, group]) => group !== undefined && Number(group) > groups);
}

/** A replacement of Java's, in which a backslash makes a character of what follows it: undefined where it refers to a group. */
function textOfReplacement(by: string): string | undefined {
  if (/^(?:[^\\$]|\\[\s\S])*$/.test(by)) return by.replaceAll(/\\([\s\S])/g, '$1');
  return undefined;
}
