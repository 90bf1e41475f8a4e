import { diagnose } from '../../diagnostics/index.ts';
import type { Expression, VectorFunction } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import { type Definition, type Definitions, expressionsOf, ofValues } from './definition.ts';
import { asStored } from './functions-several.ts';

const many = Number.POSITIVE_INFINITY;

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/dense-vector-functions */
export const vectorFunctions: Definitions = {
  v_cosine: ofVectors('vectorCosine', 2),
  v_dot_product: ofVectors('vectorDotProduct', 2),
  v_hamming: ofVectors('vectorHamming', 2),
  v_l1_norm: ofVectors('vectorCityDistance', 2),
  v_l2_norm: ofVectors('vectorDistance', 2),
  v_magnitude: ofVectors('vectorMagnitude', 1),
  to_dense_vector: ofVectors('vectorOf', 1),
  json_string: ofValues(2, many, jsonText),
};

function ofVectors(name: VectorFunction, count: number): Definition {
  return ofValues(count, count, (values, node, context) => {
    const vectors = values.map((value, index) => vectorIn(value, node, index + 1, context));
    if (!vectors.every(vector => vector !== undefined)) return undefined;
    const expression: Expression = {
      ...{ kind: 'call', function: name, arguments: expressionsOf(vectors) },
      origin: context.origin(node),
    };
    return { expression, kind: name === 'vectorOf' ? 'unknown' : 'double' };
  });
}

/** Numbers, or a field of which nothing is known. Vectors of hexadecimal digits are none of lists. */
function vectorIn(value: Typed, node: ast.Call, position: number, context: Context): Typed | undefined {
  if (/^(?:whole|double|unknown|null)$/.test(value.kind)) return value;
  const wants = 'a list of numbers: [1, 2.5]';
  return context.report(
    diagnose('esql/argument-type', { name: node.name, position, wants }, context.span(node)),
  );
}

/** Keys and values in turn. */
function jsonText(values: readonly Typed[], node: ast.Call, context: Context): Typed | undefined {
  const { length } = values;
  if (length % 2 === 1) {
    const takes = 'keys, each with a value';
    return context.report(
      diagnose('esql/argument-count', { name: node.name, takes, given: length }, context.span(node)),
    );
  }
  const odd = values.findIndex(({ kind }, index) =>
    index % 2 === 0 ? kind !== 'text' && kind !== 'unknown' : /^(?:double|geo|flat|range)$/.test(kind),
  );
  if (odd >= 0) {
    const wants =
      odd % 2 === 0
        ? 'a text as key'
        : 'a value that each product writes alike in JSON: a text, a whole number, a Boolean, an address';
    return context.report(
      diagnose('esql/argument-type', { name: node.name, position: odd + 1, wants }, context.span(node)),
    );
  }
  const expression: Expression = {
    ...{
      kind: 'call',
      function: 'jsonObject',
      arguments: expressionsOf(values).map(each => asStored(each, context)),
    },
    origin: context.origin(node),
  };
  return { expression, kind: 'text' };
}
