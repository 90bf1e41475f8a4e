import type { Arithmetic, Call, Expression, Node } from './expression.ts';
import type { FunctionName } from './function-names.ts';

/** A place on the Earth, in degrees. */
export interface Place {
  readonly longitude: Expression;
  readonly latitude: Expression;
}

/** Twice the Earth's mean radius in metres, as Lucene has it: https://lucene.apache.org/core/9_12_0/core/org/apache/lucene/util/SloppyMath.html */
const diameter = 2 * 6_371_008.7714;

/** Metres between two places along a great circle, by the haversine formula, of which each language has the parts. */
export function greatCircle(one: Place, other: Place, origin: Node['origin'] = []): Expression {
  const literal = (value: number): Expression => ({ kind: 'literal', value, origin });
  const reckon = (operator: Arithmetic['operator'], left: Expression, right: Expression): Expression => ({
    ...{ kind: 'arithmetic', operator, left, right },
    ...{ several: 'none', origin },
  });
  const calling = (name: FunctionName, ...given: readonly Expression[]): Expression => ({
    ...{ kind: 'call', function: name, arguments: given },
    ...{ several: 'none', origin },
  });
  const squared = (to: Expression, from: Expression): Expression => {
    const half = reckon('multiply', reckon('subtract', to, from), literal(Math.PI / 360));
    return calling('pow', calling('sin', half), literal(2));
  };
  const cosine = (angle: Expression): Expression =>
    calling('cos', reckon('multiply', angle, literal(Math.PI / 180)));
  const both = reckon('multiply', cosine(one.latitude), cosine(other.latitude));
  const across = reckon('multiply', both, squared(other.longitude, one.longitude));
  const share = reckon('add', squared(other.latitude, one.latitude), across);
  return reckon('multiply', literal(diameter), calling('asin', calling('sqrt', share)));
}

/** The places between which an expression is the distance, as `greatCircle` writes it. */
export function placesApart(expression: Expression): readonly [Place, Place] | undefined {
  const root = operandsOf(expression, 'multiply');
  if (root?.[0].kind !== 'literal' || root[0].value !== diameter) return undefined;
  const share = operandsOf(argumentOf(argumentOf(root[1], 'asin'), 'sqrt'), 'add');
  const across = operandsOf(share?.[1], 'multiply');
  const [latitudes, longitudes] = [differenceIn(share?.[0]), differenceIn(across?.[1])];
  if (latitudes === undefined || longitudes === undefined) return undefined;
  return [
    { longitude: longitudes[1], latitude: latitudes[1] },
    { longitude: longitudes[0], latitude: latitudes[0] },
  ];
}

/** Whether an expression is what the distance is the root of, which is of squares. */
export function isShareOfCircle(share: Expression): boolean {
  const across = operandsOf(operandsOf(share, 'add')?.[1], 'multiply');
  return differenceIn(operandsOf(share, 'add')?.[0]) !== undefined && differenceIn(across?.[1]) !== undefined;
}

type Two = readonly [Expression, Expression];

function differenceIn(squared: Expression | undefined): Two | undefined {
  const sine = argumentOf(argumentOf(squared, 'pow'), 'sin');
  return operandsOf(operandsOf(sine, 'multiply')?.[0], 'subtract');
}

function operandsOf(expression: Expression | undefined, operator: Arithmetic['operator']): Two | undefined {
  return expression?.kind === 'arithmetic' && expression.operator === operator
    ? [expression.left, expression.right]
    : undefined;
}

function argumentOf(expression: Expression | undefined, name: Call['function']): Expression | undefined {
  return expression?.kind === 'call' && expression.function === name ? expression.arguments[0] : undefined;
}
