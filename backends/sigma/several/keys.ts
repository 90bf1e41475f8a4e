import type { Correlate, Expression, Sequence } from '../../../src/ir/index.ts';

export type Aliases = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The keys of a correlation and what they are called in each of its rules. */
export interface Keys {
  readonly by: readonly string[];
  readonly aliases: Aliases;
}

const plainFields = 'a Sigma correlation groups by fields as they are';

/** Keys of a correlation; an alias that is the same field everywhere is that field. */
export function keysOfCorrelate({ by, aliases, inputs }: Correlate): Keys | string {
  const names: string[] = [];
  const own: Record<string, Record<string, string>> = {};
  for (const key of by) {
    if (key.kind !== 'field') return plainFields;
    const fields = Object.hasOwn(aliases, key.name) ? aliases[key.name] : undefined;
    const named = inputs.map(({ name }) => [name, nameOf(fields?.[name])] as const);
    const [first] = named;
    if (fields === undefined) names.push(key.name);
    else if (named.some(([, name]) => name === undefined)) return plainFields;
    else if (named.every(([, name]) => name === first?.[1])) names.push(first?.[1] ?? key.name);
    else {
      names.push(key.name);
      own[key.name] = Object.fromEntries(named.map(([input, name]) => [input, name ?? '']));
    }
  }
  return { by: names, aliases: own };
}

/** The aliases among the fields that a correlation measures: they stay, also where one is the same field in each rule. */
export function aliasesMeasured(
  { aliases, inputs }: Correlate,
  measured: readonly string[],
): Aliases | string {
  const own: Record<string, Record<string, string>> = {};
  for (const name of measured) {
    const fields = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
    if (fields === undefined) continue;
    const named = inputs.map(input => [input.name, nameOf(fields[input.name])] as const);
    if (named.some(([, field]) => field === undefined)) return plainFields;
    own[name] = Object.fromEntries(named.map(([input, field]) => [input, field ?? '']));
  }
  return own;
}

/** Keys of the steps of a sequence; what steps call otherwise is an alias. `inputs` are the names of the steps. */
export function keysOfSequence({ steps }: Pick<Sequence, 'steps'>, inputs: readonly string[]): Keys | string {
  const names: string[] = [];
  const aliases: Record<string, Record<string, string>> = {};
  const fields = steps.map(step => step.by.map(key => nameOf(key.value)));
  for (const place of fields[0]?.keys() ?? []) {
    const named = fields.map(each => each[place]);
    if (named.includes(undefined)) return plainFields;
    if (named.every(name => name === named[0])) {
      names.push(named[0] ?? '');
      continue;
    }
    const alias = `join_${place + 1}`;
    names.push(alias);
    aliases[alias] = Object.fromEntries(inputs.map((input, index) => [input, named[index] ?? '']));
  }
  return { by: names, aliases };
}

function nameOf(expression: Expression | undefined): string | undefined {
  return expression?.kind === 'field' ? expression.name : undefined;
}
