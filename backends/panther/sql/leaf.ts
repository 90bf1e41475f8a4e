import type {
  Compares,
  Equals,
  Exists,
  InNetwork,
  Leaf,
  Like,
  Matches,
  Pattern,
  Predicate,
} from '../../../src/ir/index.ts';
import type { SqlValue } from './columns.ts';
import { asNumber, asText, asTime, operand } from './convert.ts';
import { type Printing, printValue, Unsaid } from './expression.ts';
import { sqlInstant } from './instant.ts';
import { sqlString } from './literal.ts';
import { sqlRegex } from './regex.ts';

/** A condition that is true exactly where the leaf over one value is, and false or NULL elsewhere. */
export function printOne(leaf: Leaf, printing: Printing): string {
  switch (leaf.kind) {
    case 'exists':
      return printExists(leaf, printing);
    case 'equals':
      return printEquals(leaf, printing);
    case 'like':
      return printLike(leaf, printing);
    case 'matches':
      return printMatches(leaf, printing);
    case 'inNetwork':
      return printNetworks(leaf, printing);
    case 'compares':
      return printCompares(leaf, printing);
    default:
      throw new Unsaid('SQL looks at one field at a time');
  }
}

function printExists({ subject }: Exists, printing: Printing): string {
  const value = printValue(subject, printing);
  if (value.type === 'array') return `ARRAY_SIZE(${value.text}) > 0`;
  return `${value.type === 'variant' ? asText(value) : operand(value.text)} IS NOT NULL`;
}

function anyOf(subject: string, values: readonly string[]): string {
  const distinct = [...new Set(values)];
  return distinct.length === 1 ? `${subject} = ${distinct[0]}` : `${subject} IN (${distinct.join(', ')})`;
}

/** Texts are compared with texts, numbers with the numbers that texts are. */
function printEquals({ subject, values, casing }: Equals, printing: Printing): string {
  const value = printValue(subject, printing);
  const numbers = values.filter(each => typeof each === 'number');
  const texts = values.filter(each => typeof each !== 'number').map(String);
  const folds = casing === 'ignored' && value.type !== 'number' && texts.some(hasCase);
  const text = operand(asText(value));
  const parts = [
    ...(texts.length === 0
      ? []
      : [
          anyOf(
            folds ? `LOWER(${asText(value)})` : text,
            texts.map(each => sqlString(folds ? each.toLowerCase() : each)),
          ),
        ]),
    ...(numbers.length === 0 ? [] : [anyOf(operand(asNumber(value)), numbers.map(String))]),
  ];
  return either(parts);
}

export function either(parts: readonly string[]): string {
  return parts.length === 1 ? (parts[0] ?? 'FALSE') : `(${parts.join(' OR ')})`;
}

export function hasCase(text: string): boolean {
  return text.toLowerCase() !== text.toUpperCase();
}

/** https://docs.snowflake.com/en/sql-reference/functions/like_any */
function printLike({ subject, patterns, casing }: Like, printing: Printing): string {
  if (patterns.some(pattern => pattern.length > 0 && pattern.every(part => part.kind === 'anyRun')))
    return `${operand(asText(printValue(subject, printing)))} IS NOT NULL`;
  const value = operand(asText(printValue(subject, printing)));
  const texts = patterns.flat().flatMap(part => (part.kind === 'text' ? [part.text] : []));
  const escapes = texts.some(text => /[%_]/.test(text));
  const word = casing === 'ignored' && texts.some(hasCase) ? 'ILIKE' : 'LIKE';
  const written = [...new Set(patterns.map(pattern => sqlString(likeText(pattern, escapes))))];
  const list = written.length === 1 ? written[0] : `ANY (${written.join(', ')})`;
  return `${value} ${word} ${list}${escapes ? " ESCAPE '!'" : ''}`;
}

function likeText(pattern: Pattern, escapes: boolean): string {
  return pattern
    .map(part => {
      if (part.kind === 'text') return escapes ? part.text.replaceAll(/[!%_]/g, '!$&') : part.text;
      return part.kind === 'anyRun' ? '%' : '_';
    })
    .join('');
}

/** REGEXP_LIKE wants the whole text to match, REGEXP_INSTR finds: https://docs.snowflake.com/en/sql-reference/functions-regexp */
function printMatches({ subject, regex }: Matches, printing: Printing): string {
  const written = sqlRegex(regex);
  if ('lacks' in written) throw new Unsaid(`Snowflake’s regular expressions lack ${written.lacks}`);
  const value = asText(printValue(subject, printing));
  const pattern = sqlString(written.pattern);
  const parameters = written.parameters === '' ? 'c' : written.parameters;
  if (regex.anchoring === 'whole')
    return `REGEXP_LIKE(${value}, ${pattern}${written.parameters === '' ? '' : `, '${parameters}'`})`;
  const found = `REGEXP_INSTR(${value}, ${pattern}${written.parameters === '' ? '' : `, 1, 1, 0, '${parameters}'`})`;
  return regex.anchoring === 'start' ? `${found} = 1` : `${found} > 0`;
}

/** https://docs.snowflake.com/en/sql-reference/functions/parse_ip: what is no address gives an object with an error alone. */
function printNetworks({ subject, networks }: InNetwork, printing: Printing): string {
  const address = `PARSE_IP(${asText(printValue(subject, printing))}, 'INET', 1)`;
  return either(
    networks.map(network => {
      const range = `PARSE_IP(${sqlString(`${network.address}/${network.prefixLength}`)}, 'INET')`;
      const [key, type] = network.version === 4 ? ['ipv4', 'number'] : ['hex_ipv6', 'string'];
      return `${address}:${key}::${type} BETWEEN ${range}:${key}_range_start::${type} AND ${range}:${key}_range_end::${type}`;
    }),
  );
}

const signs = { lt: '<', lte: '<=', gt: '>', gte: '>=', eq: '=' } as const;
const functions = { startsWith: 'STARTSWITH', endsWith: 'ENDSWITH', contains: 'CONTAINS' } as const;

function printCompares(leaf: Compares, printing: Printing): string {
  const { left, operator, right } = leaf;
  if (leaf.as === 'ip') throw new Unsaid('SQL has no order of addresses');
  const [first, second] = [left, right].map(side => {
    if (side.kind === 'literal' && side.value !== null && leaf.as === 'time') {
      const instant = sqlInstant(side.value, leaf);
      if (instant === undefined) throw new Unsaid(`the time ${side.value} is not written in SQL`);
      return instant;
    }
    return comparand(printValue(side, printing), leaf);
  });
  if (first === undefined || second === undefined) throw new Unsaid('a comparison has two sides');
  if (operator === 'startsWith' || operator === 'endsWith' || operator === 'contains')
    return `${functions[operator]}(${first}, ${second})`;
  return `${operand(first)} ${signs[operator]} ${operand(second)}`;
}

function comparand(value: SqlValue, { as, casing }: Compares): string {
  if (as === 'number') return asNumber(value);
  if (as === 'time') return asTime(value);
  const text = asText(value);
  return casing === 'ignored' ? `LOWER(${text})` : text;
}

/** Whether a condition is never NULL. */
export function isTotal(predicate: Predicate): boolean {
  return predicate.kind === 'always' || predicate.kind === 'not' || predicate.kind === 'exists';
}
