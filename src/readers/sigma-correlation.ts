import { type Diagnostic, diagnose, nearestName } from '../diagnostics/index.ts';
import {
  type Correlate,
  type Expression,
  eventsOf,
  field,
  isKeyAlias,
  type Predicate,
  type Search,
} from '../ir/index.ts';
import {
  holdsOfNothing,
  isConjunction,
  lowerCountCondition,
  lowerExtendedCondition,
  type Measured,
  parseExtendedCondition,
  unknownNames,
  wantsAll,
} from '../languages/sigma/index.ts';
import type { DataMap, DataScalar, Span } from '../source/index.ts';
import type { CorrelationKeys } from './sigma-correlation-keys.ts';

/** A rule that a correlation refers to. */
export interface CorrelationInput {
  readonly name: string;
  /** What else it may be called: its id, the reference as written. */
  readonly called: readonly string[];
  readonly search: Search;
}

type Give = (diagnostic: Diagnostic) => void;

/** A reference to a rule, where it is written. */
export interface RuleReference {
  readonly name: string;
  readonly span: Span;
}

/** The rules that a correlation refers to: those of its list, else those that its condition names. */
export function referencesOf({ rules, condition }: CorrelationKeys): readonly RuleReference[] {
  if (rules.length > 0) return rules.map(({ written, span }) => ({ name: written, span }));
  const text = textOf(condition);
  const parsed = text && parseExtendedCondition(text, new Set(), () => undefined);
  return parsed?.names ?? [];
}

function textOf(condition: CorrelationKeys['condition']): DataScalar | undefined {
  return condition?.kind === 'scalar' && typeof condition.value === 'string' ? condition : undefined;
}

/** The correlation of what it refers to, or nothing when something is wrong with it. */
export function correlate(
  keys: CorrelationKeys,
  inputs: readonly CorrelationInput[],
  origin: Span,
  give: Give,
): Correlate | undefined {
  const measured = measuredBy(keys, inputs, give);
  const aliases = aliasesOf(keys, inputs, give);
  if (measured === undefined || aliases === undefined) return undefined;
  const { condition, body } = keys;
  const holds = isOfNothing(measured, inputs);
  if (holds === 'alone' || holds === 'never')
    give(diagnose('lower/correlation-of-nothing', { holds }, condition?.span ?? body.key.span));
  const by = keys.by.map(({ written, span }) => field(written, 'sigma', [span]));
  const asked = [...by, ...measured.measures.flatMap(({ of }) => of)];
  return {
    kind: 'correlate',
    inputs: inputs.map(({ name, search }) => ({ name, search })),
    aliases: throughAlerts({ ...ownNames(keys.by, inputs), ...aliases }, asked, inputs),
    by,
    window: { kind: 'sliding', length: keys.seconds },
    ordered: keys.type === 'temporal_ordered' && wantsSeveral(measured.having),
    ...measured,
    origin: [origin],
  };
}

function isOfNothing(
  measured: Measured,
  inputs: readonly Pick<CorrelationInput, 'name'>[],
): ReturnType<typeof holdsOfNothing> {
  return holdsOfNothing(
    measured,
    inputs.map(({ name }) => name),
  );
}

/** What the condition of a correlation, or of one that it refers to, rests on. */
export function givenOfGroups(search: Search): readonly string[] {
  if (search.kind !== 'correlate') return [];
  const { inputs } = search;
  const holds = isOfNothing(search, inputs);
  const given = holds === 'no' || holds === 'never' ? [] : ['groups-of-events'];
  return [...new Set([...given, ...inputs.flatMap(each => givenOfGroups(each.search))])];
}

/** One kind of events alone is in no order. */
function wantsSeveral(having: Predicate): boolean {
  return having.kind === 'and' && having.operands.filter(({ kind }) => kind !== 'not').length > 1;
}

function measuredBy(
  keys: CorrelationKeys,
  inputs: readonly CorrelationInput[],
  give: Give,
): Measured | undefined {
  const { type, condition, body } = keys;
  const names = inputs.map(({ name }) => name);
  const text = textOf(condition);
  if (text !== undefined && type.startsWith('temporal')) return extended(text, keys, inputs, give);
  if (type === 'temporal_ordered' && !wantsAll(condition, inputs.length))
    return void give(diagnose('lower/correlation-order', {}, condition?.span ?? body.key.span));
  return lowerCountCondition(type, condition, names, body.key.span, give);
}

function extended(
  text: DataScalar,
  { type }: CorrelationKeys,
  inputs: readonly CorrelationInput[],
  give: Give,
): Measured | undefined {
  const known = new Map(inputs.flatMap(({ name, called }) => called.map(each => [each, name] as const)));
  const parsed = parseExtendedCondition(text, new Set(known.keys()), give);
  if (parsed === undefined) return undefined;
  const problems = unknownNames(parsed, new Set(known.keys()));
  for (const problem of problems) give(problem);
  if (problems.length > 0) return undefined;
  const used = new Set(parsed.names.map(({ name }) => known.get(name)));
  const idle = inputs.find(({ name }) => !used.has(name));
  if (idle !== undefined) {
    const problem = `it does not name \`${idle.name}\`, which is one of the correlation’s rules`;
    return void give(diagnose('lower/correlation-condition', { problem }, text.span));
  }
  if (type === 'temporal_ordered' && !isConjunction(parsed.condition))
    return void give(diagnose('lower/correlation-order', {}, text.span));
  const having = lowerExtendedCondition(parsed.condition, name => known.get(name) ?? name);
  return { measures: [], having };
}

type Aliases = Record<string, Record<string, Expression>>;

/** https://sigmahq.io/sigma-specification/specification/sigma-correlation-rules-specification.html#field-name-aliases. */
function aliasesOf(
  { aliases, by, condition }: CorrelationKeys,
  inputs: readonly CorrelationInput[],
  give: Give,
): Aliases | undefined {
  const found: Aliases = {};
  for (const { name, fields } of aliases) {
    const read = aliasFields(name, fields, inputs, give);
    if (read === undefined) return undefined;
    const isUsed = by.some(key => key.written === name.written) || isMeasured(condition, name.written);
    if (isUsed) Object.defineProperty(found, name.written, { value: read, enumerable: true });
    else give(diagnose('lower/correlation-alias-unused', { alias: name.written }, name.span));
  }
  return found;
}

function isMeasured(condition: CorrelationKeys['condition'], alias: string): boolean {
  const entry = condition?.kind === 'map' && condition.entries.find(({ key }) => key.written === 'field');
  if (!entry) return false;
  const items = entry.value.kind === 'list' ? entry.value.items : [entry.value];
  return items.some(item => item.kind === 'scalar' && item.written === alias);
}

function aliasFields(
  alias: DataScalar,
  fields: DataMap,
  inputs: readonly CorrelationInput[],
  give: Give,
): Record<string, Expression> | undefined {
  const found: Record<string, Expression> = {};
  const wrong = (problem: string, span: Span): undefined =>
    void give(diagnose('lower/correlation-alias', { alias: alias.written, problem }, span));
  for (const { key, value } of fields.entries) {
    const input = inputs.find(({ called }) => called.includes(key.written));
    if (input === undefined) {
      const nearest = nearestName(
        key.written,
        inputs.flatMap(({ called }) => called),
      );
      const help = nearest === undefined ? '' : `; did you mean \`${nearest}\`?`;
      return wrong(`names \`${key.written}\`, which is none of the correlation’s rules${help}`, key.span);
    }
    if (value.kind !== 'scalar' || value.written === '')
      return wrong(`has no field for \`${key.written}\``, key.span);
    Object.defineProperty(found, input.name, {
      value: field(value.written, 'sigma', [value.span]),
      enumerable: true,
    });
  }
  const left = inputs.find(({ name }) => !Object.hasOwn(found, name));
  return left === undefined ? found : wrong(`has no field for the rule \`${left.name}\``, alias.span);
}

/** A name is another field in another log source: between several, each key is an alias for the same name in each. */
function ownNames(keys: readonly DataScalar[], inputs: readonly CorrelationInput[]): Aliases {
  const sources = new Set(inputs.flatMap(({ search }) => [...eventsOf(search)].map(sourceWords)));
  if (sources.size < 2) return {};
  return Object.fromEntries(
    keys.map(({ written, span }) => [
      written,
      Object.fromEntries(inputs.map(({ name }) => [name, field(written, 'sigma', [span])])),
    ]),
  );
}

/** The alias by which alerts are grouped, where it is one field in all of their rules, is that field of theirs. */
function throughAlerts(
  aliases: Aliases,
  asked: readonly Expression[],
  inputs: readonly CorrelationInput[],
): Aliases {
  const names = asked.flatMap(each => (each.kind === 'field' ? [each] : []));
  const own = names.flatMap(({ name, origin }): [string, Record<string, Expression>][] => {
    const fields = inputs.map(input => {
      const written = aliases[name]?.[input.name] ?? field(name, 'sigma', origin);
      return [input.name, fieldOfAlerts(written, input.search)] as const;
    });
    const isOwn = fields.every(([, value]) => value.kind === 'field' && value.name === name);
    return isOwn && !Object.hasOwn(aliases, name) ? [] : [[name, Object.fromEntries(fields)]];
  });
  return { ...aliases, ...Object.fromEntries(own) };
}

function fieldOfAlerts(written: Expression, alerts: Search): Expression {
  if (written.kind !== 'field' || alerts.kind !== 'correlate' || !isKeyAlias(written.name, alerts))
    return written;
  const fields = alerts.inputs.map(({ name, search }) =>
    fieldOfAlerts(alerts.aliases[written.name]?.[name] ?? written, search),
  );
  const names = new Set(fields.map(each => (each.kind === 'field' ? each.name : '')));
  const [first] = fields;
  return first !== undefined && names.size === 1 ? first : written;
}

function sourceWords({ source }: { readonly source: { readonly sigma?: object } }): string {
  const { category, product, service } = (source.sigma ?? {}) as Readonly<Record<string, string>>;
  return JSON.stringify([category, product, service]);
}
