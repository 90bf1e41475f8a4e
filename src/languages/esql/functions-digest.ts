import { diagnose } from '../../diagnostics/index.ts';
import type { FunctionName } from '../../ir/index.ts';
import { callOf, type Definitions, expressionsOf, ofValues, scalar, textIn } from './definition.ts';

/** Names of digests as Java has them: https://docs.oracle.com/en/java/javase/21/docs/specs/security/standard-names.html#messagedigest-algorithms */
const algorithms: readonly (readonly [RegExp, FunctionName])[] = [
  [/^md5$/i, 'md5'],
  [/^sha(?:-?1)?$/i, 'sha1'],
  [/^sha-?256$/i, 'sha256'],
  [/^sha-?512$/i, 'sha512'],
];

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/string-functions/hash */
export const digestFunctions: Definitions = {
  md5: scalar('md5', [1, 1], 'text'),
  sha1: scalar('sha1', [1, 1], 'text'),
  sha256: scalar('sha256', [1, 1], 'text'),
  hash: ofValues(2, 2, ([algorithm, ...input], node, context) => {
    const name = textIn(algorithm);
    const found = algorithms.find(([names]) => names.test(name ?? ''))?.[1];
    if (found !== undefined)
      return { expression: callOf(found, expressionsOf(input), node, context), kind: 'text' };
    const reason = 'ruleglot reckons MD5, SHA-1, SHA-256 and SHA-512, which are written out';
    return context.report(diagnose('esql/refused-function', { name: 'hash', reason }, context.span(node)));
  }),
};
