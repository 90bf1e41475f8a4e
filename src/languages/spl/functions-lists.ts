import type { FunctionName } from '../../ir/index.ts';
import type { Call, EvalFunction } from './call.ts';
import { callOf, each, number, textLiteral } from './functions-text.ts';
import { nullValue, plain, type Value } from './value.ts';

/** Functions that take all values of a field, and those that look into a text. */
export const listFunctions: Readonly<Record<string, EvalFunction>> = {
  mvdedup: { least: 1, most: 1, lower: call => ofValues(call, 'mvDedupe') },
  mvsort: { least: 1, most: 1, lower: sorted },
  mvjoin: { least: 2, most: 2, lower: joined },
  urldecode: { least: 1, most: 1, lower: decoded },
  spath: { least: 2, most: 2, lower: extracted },
  round: { least: 1, most: 2, lower: rounded },
};

function ofValues(call: Call, name: FunctionName): Value {
  return each(call, ({ expression, type }) => plain(callOf(name, [expression], call.origin), type));
}

function sorted(call: Call): Value {
  return each(call, ({ expression }) =>
    plain(callOf('mvSort', [expression, textLiteral('ASC')], call.origin), 'text'),
  );
}

function joined(call: Call): Value {
  const delimiter = call.constant(1);
  if (delimiter === undefined) return nullValue;
  return each(call, ({ expression }) =>
    plain(callOf('mvConcat', [expression, textLiteral(String(delimiter))], call.origin), 'text'),
  );
}

function decoded(call: Call): Value {
  return each(call, ({ expression }) => plain(callOf('urlDecode', [expression], call.origin), 'text'));
}

/**
 * What stands at a path of JSON: `a.b{0}.c`.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/evaluation-functions/json-functions
 */
function extracted(call: Call): Value {
  const path = call.constant(1);
  if (path === undefined) return nullValue;
  const own = String(path).replaceAll(/\{(\d+)\}/g, '[$1]');
  if (/[{}@"']/.test(own)) return call.refuse('only a path of names and positions is read');
  return each(call, ({ expression }) =>
    plain(callOf('jsonExtract', [expression, textLiteral(own)], call.origin)),
  );
}

function rounded(call: Call): Value {
  const places = call.count === 2 ? call.integer(1) : undefined;
  if (call.count === 2 && places === undefined) return nullValue;
  const more = places === undefined ? [] : [number(places)];
  return each(call, ({ expression, type }) =>
    type === 'time'
      ? call.refuse('a time is rounded to a span only, as in floor(_time/300)*300')
      : plain(callOf('round', [expression, ...more], call.origin), 'number'),
  );
}

/** `mvindex(values, start)` or `mvindex(values, start, end)`, the end included; negative places count from the end. */
export function sliced(call: Call, start: number): Value {
  const end = call.count === 3 ? call.integer(2) : start;
  if (end === undefined) return nullValue;
  return each(call, ({ expression, type }) => {
    const name = start === end && (start === 0 || start === -1) ? ends[start] : undefined;
    return name === undefined
      ? plain(callOf('mvSlice', [expression, number(start), number(end)], call.origin), type)
      : plain(callOf(name, [expression], call.origin), type);
  });
}

const ends: Readonly<Record<number, FunctionName>> = { 0: 'mvFirst', '-1': 'mvLast' };
