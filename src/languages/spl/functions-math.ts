import type { FunctionName } from '../../ir/index.ts';
import type { Call, EvalFunction } from './call.ts';
import { callOf, each } from './functions-text.ts';
import { plain, type Value } from './value.ts';

/** https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/evaluation-functions/mathematical-functions */
export const mathFunctions: Readonly<Record<string, EvalFunction>> = {
  abs: { least: 1, most: 1, lower: call => ofNumber(call, 'abs') },
  ceil: { least: 1, most: 1, lower: call => ofNumber(call, 'ceil') },
  ceiling: { least: 1, most: 1, lower: call => ofNumber(call, 'ceil') },
  floor: { least: 1, most: 1, lower: call => ofNumber(call, 'floor') },
  sqrt: { least: 1, most: 1, lower: call => ofNumber(call, 'sqrt') },
};

/** Null of what is no number. */
function ofNumber(call: Call, name: FunctionName): Value {
  return each(call, ({ expression, type }) =>
    type === 'time'
      ? call.refuse('a time is rounded to a span only, as in floor(_time/300)*300')
      : plain(callOf(name, [expression], call.origin), 'number'),
  );
}
