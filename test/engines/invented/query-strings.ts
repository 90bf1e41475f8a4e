import type { Random } from '../../../bench/mutants/random.ts';
import { elasticFields, joined, networks, numbers, oneOf, regexes, textIn } from './values.ts';

const quoted = (text: string) => `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;

/** A KQL query by chance. */
export function kql(random: Random): string {
  return joined(
    random,
    () => kqlTerm(random),
    text => `not ${text}`,
  );
}

function kqlTerm(random: Random): string {
  const value = () => kqlValue(random);
  const field = oneOf(random, elasticFields);
  return oneOf(random, [
    ...[`${field}:${value()}`, `${field}:${value()}`, `${field}:*`, value()],
    ...[`${field}:(${value()} or ${value()})`, `${field}:(${value()} and not ${value()})`],
    ...[`${field}:(not ${value()})`, `(${field}:${value()} or not ${field}:${value()})`],
    ...[`${field} ${oneOf(random, ['<', '<=', '>', '>='])} ${oneOf(random, [...numbers, value()])}`],
    ...[`cust*:${value()}`, `custom.*:${value()}`, `source.ip:${oneOf(random, networks.map(quoted))}`],
  ]);
}

function kqlValue(random: Random): string {
  const bare = (text: string) =>
    text
      .replaceAll(/[\\():<>"{}]/g, '\\$&')
      .replaceAll(/[\t\n]/g, ' ')
      .replaceAll(/\b(and|or|not|null)\b/gi, 'x')
      .trim() || 'x';
  const text = textIn(random);
  return oneOf(random, [
    ...[quoted(text), quoted(text), bare(text), `${bare(text)}*`, `*${bare(text)}*`, oneOf(random, numbers)],
  ]);
}

/** A Lucene query by chance. */
export function lucene(random: Random): string {
  const value = () => luceneValue(random);
  const term = () => luceneTerm(random);
  return joined(
    random,
    () =>
      oneOf(random, [term(), term(), `(${term()} OR ${term()})`, `(${term()} AND NOT ${term()})`, value()]),
    text => oneOf(random, [`NOT ${text}`, `-${text}`, `!${text}`]),
  )
    .replaceAll(' and ', oneOf(random, [' AND ', ' && ', ' +']))
    .replaceAll(' or ', oneOf(random, [' OR ', ' || ', ' ']));
}

function luceneTerm(random: Random): string {
  const value = () => luceneValue(random);
  const field = oneOf(random, elasticFields);
  return oneOf(random, [
    ...[`${field}:${value()}`, `${field}:${value()}`, `_exists_:${field}`, `${field}:*`],
    ...[
      `${field}:(${value()} OR ${value()})`,
      `${field}:(${value()} ${value()})`,
      `${field}:(+${value()} -${value()})`,
    ],
    ...[`${field}:/${oneOf(random, regexes).replaceAll('/', '\\/')}/`],
    ...[
      `${field}:[${value()} TO ${value()}]`,
      `${field}:{${oneOf(random, numbers)} TO *]`,
      `${field}:>=${value()}`,
    ],
    ...[`${field}:${value()}^2`, `source.ip:${oneOf(random, networks.map(quoted))}`, `custom.\\*:${value()}`],
  ]);
}

function luceneValue(random: Random): string {
  const bare = (text: string) => text.replaceAll(/[^\p{L}\p{N}*?]/gu, '\\$&').replaceAll(/\\\n/g, 'n') || 'x';
  const text = textIn(random);
  return oneOf(random, [quoted(text), quoted(text), bare(text), `${bare(text)}*`, `*${bare(text)}`]);
}
