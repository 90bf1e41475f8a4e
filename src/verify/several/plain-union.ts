import {
  type Expression,
  field,
  type Named,
  type Pipeline,
  type Search,
  type Stage,
} from '../../ir/index.ts';
import { plainPipeline } from './plain-pipeline.ts';
import { plainText } from './plain-text.ts';
import { fieldsAsked } from './unused-columns.ts';

type IsMultiValued = (name: string) => boolean;

/**
 * Stages over the parts of a union, of which they leave no columns but those that they make: a column that they ask for is called by
 * what it is in each part, and the parts have no others.
 */
export function withPlainParts(search: Pipeline, isMultiValued: IsMultiValued): Search {
  const { from, stages, origin } = search;
  const end = stages.findIndex(({ kind }) => kind === 'aggregate') + 1;
  if (from.kind !== 'union' || end === 0) return search;
  const asked = [...fieldsAsked(stages.slice(0, end))];
  const parts = from.searches.map(part => partOf(part, asked, isMultiValued));
  const names = new Map(
    asked.map(name => [name, parts.map(({ values }) => plainText(valueIn(values, name))).join(' | ')]),
  );
  const searches = parts.map(({ search: part, values }) => {
    const fields = [...names].map(([name, plain]) => ({ name: plain, value: valueIn(values, name) }));
    return withColumns(part, fields);
  });
  const written = new Map([...names].map(([name, plain]) => [plain, name]));
  const renamed = stages.map((stage, index) => (index < end ? withNames(stage, names) : stage));
  return plainPipeline(
    { kind: 'pipeline', from: { ...from, searches }, stages: renamed, origin },
    true,
    name => isMultiValued(written.get(name) ?? name),
  );
}

type Values = ReadonlyMap<string, Expression>;

/** A part without the columns that it is asked for, and what they are. */
function partOf(
  part: Search,
  asked: readonly string[],
  isMultiValued: IsMultiValued,
): { readonly search: Search; readonly values: Values } {
  const plain = part.kind === 'pipeline' ? plainPipeline(part, false, isMultiValued, asked) : part;
  const last = plain.kind === 'pipeline' ? plain.stages.at(-1) : undefined;
  if (plain.kind !== 'pipeline' || last?.kind !== 'extend') return { search: plain, values: new Map() };
  const stages = plain.stages.slice(0, -1);
  return {
    search: stages.length === 0 ? plain.from : { ...plain, stages },
    values: new Map(last.fields.map(({ name, value }) => [name, value])),
  };
}

function valueIn(values: Values, name: string): Expression {
  return values.get(name) ?? field(name, 'sigma');
}

function withColumns(search: Search, columns: readonly Named[]): Search {
  const fields = [...columns].sort((one, other) => (one.name < other.name ? -1 : 1));
  if (fields.length === 0) return search;
  const stage: Stage = { kind: 'extend', fields, origin: [] };
  return search.kind === 'pipeline'
    ? { ...search, stages: [...search.stages, stage] }
    : { kind: 'pipeline', from: search, stages: [stage], origin: search.origin };
}

/** The same with other names for the fields that it speaks of. */
function withNames<Part>(part: Part, names: ReadonlyMap<string, string>): Part {
  if (Array.isArray(part)) return part.map(each => withNames(each, names)) as Part;
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part).map(([key, value]) =>
    key === 'origin' ? [key, value] : [key, withNames(value, names)],
  );
  const same: Record<string, unknown> = Object.fromEntries(entries);
  const name = same['kind'] === 'field' ? names.get(String(same['name'])) : undefined;
  return (name === undefined ? same : { ...same, name }) as Part;
}
