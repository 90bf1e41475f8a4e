import type { Expression, Field, Place } from '../../../src/ir/index.ts';
import { atom, type Fragment } from '../fragment.ts';
import { type Doc, pieces } from '../layout.ts';
import { fieldName, string } from './strings.ts';

type Print = (expression: Expression) => Fragment;

/** The name of the point that a field is a part of. */
export function wholeOf({ name, isOfPoint }: Field): string | undefined {
  return isOfPoint ? /^(.+)\.(?:lon|lat)$/.exec(name)?.[1] : undefined;
}

/** The longitude or latitude of a point that the index has as one field. */
export function printPart(part: Field): Fragment | undefined {
  const whole = wholeOf(part);
  return whole === undefined
    ? undefined
    : atom(`${part.name.endsWith('.lon') ? 'st_x' : 'st_y'}(${fieldName(whole)})`);
}

/**
 * A point of a text, or of a longitude and a latitude.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/type-conversion-functions/to_geopoint
 */
export function printPoint([longitude, latitude]: readonly Expression[], print: Print): Fragment {
  if (longitude === undefined) throw new Error('plan left a point without a place');
  if (latitude === undefined) return made(print(longitude).doc);
  const whole = nameOfBoth(longitude, latitude);
  if (whole !== undefined) return atom(fieldName(whole));
  if (longitude.kind === 'literal' && latitude.kind === 'literal')
    return made(string(`POINT (${longitude.value} ${latitude.value})`));
  const text = (part: Expression): Doc =>
    part.kind === 'literal' ? string(String(part.value)) : pieces('to_string(', print(part).doc, ')');
  return made(pieces('concat("POINT (", ', text(longitude), ', " ", ', text(latitude), ', ")")'));
}

function made(text: Doc): Fragment {
  return atom(pieces('to_geopoint(', text, ')'));
}

function nameOfBoth(longitude: Expression, latitude: Expression): string | undefined {
  if (longitude.kind !== 'field' || latitude.kind !== 'field') return undefined;
  const whole = wholeOf(longitude);
  const areOfOne = longitude.name === `${whole}.lon` && latitude.name === `${whole}.lat`;
  return areOfOne && wholeOf(latitude) === whole ? whole : undefined;
}

export function printDistance(places: readonly [Place, Place], print: Print): Fragment {
  const [one, other] = places.map(({ longitude, latitude }) => printPoint([longitude, latitude], print).doc);
  return atom(pieces('st_distance(', one ?? '', ', ', other ?? '', ')'));
}
