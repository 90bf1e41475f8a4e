import type { Correlate } from '../ir/index.ts';
import type { Fitting } from './fit-leaf.ts';
import { assumeThere } from './presence-of-keys.ts';
import { firstNames, mapRecord, type Names, type PartFitting } from './search-names.ts';

interface Input {
  readonly name: string;
  readonly names: Names;
}

/** What each alias stands for in the target: a field of each rule that is correlated, which puts its events together or is counted. */
export function fitAliases(
  { aliases }: Correlate,
  inputs: readonly Input[],
  plan: PartFitting,
  fitting: Fitting,
): Correlate['aliases'] {
  const first = firstNames(inputs);
  return mapRecord(aliases, fields =>
    mapRecord(fields, (field, name) => {
      const names = inputs.find(input => input.name === name)?.names ?? first;
      assumeThere([field], names, fitting);
      return plan.expression(field, names);
    }),
  );
}
