import {
  always,
  type Dialect,
  type Expression,
  field,
  type Leaf,
  leaves,
  type Metadata,
  type Pattern,
  type PlannedRule,
  type Predicate,
  type Profile,
  pattern,
  type Rule,
  type ValueType,
} from '../../src/ir/index.ts';

/** A field of Elastic's, as resolve leaves it. */
export function f(name: string, type?: ValueType): Expression {
  return { ...field(name, 'elastic'), canonical: name, ...(type === undefined ? {} : { type }) };
}

/** `*` and `?` are wildcards, after a backslash themselves. */
export function glob(text: string): Pattern {
  const parts = text.match(/\\.|[^\\]/gsu) ?? [];
  return pattern(
    parts.map(part =>
      part === '*'
        ? { kind: 'anyRun' }
        : part === '?'
          ? { kind: 'anyOne' }
          : { kind: 'text', text: part.replace(/^\\(?=[*?\\])/, '') },
    ),
  );
}

export interface Surroundings {
  readonly scope?: Predicate;
  readonly profile?: Partial<Profile>;
  readonly indices?: readonly string[];
  readonly category?: string;
  readonly metadata?: Partial<Metadata>;
  readonly rule?: Partial<Rule>;
}

export function planned(where: Predicate, surroundings: Surroundings = {}): PlannedRule {
  const { scope = always(true), profile, indices = ['logs-endpoint.events.*'], category } = surroundings;
  return {
    rule: {
      metadata: { ...metadata, ...surroundings.metadata },
      search: { kind: 'events', source: {}, where, origin: [] },
      ...surroundings.rule,
    },
    where,
    scope,
    source: {
      elastic: { indices, ...(category === undefined ? {} : { category }) },
      splunk: { search: '' },
      panther: { logTypes: [] },
      sigma: {},
    },
    profile: {
      isText: () => false,
      isMultiValued: () => false,
      caselessSubfield: () => undefined,
      ...profile,
    },
  };
}

const metadata: Metadata = {
  vendor: 'sigma',
  title: 'A rule',
  authors: [],
  references: [],
  falsePositives: [],
  attack: [],
  tags: [],
  related: [],
  fields: [],
  extra: {},
};

/** The query, or for each leaf that the dialect does not hold how it does not. */
export function translate(dialect: Dialect, where: Predicate, surroundings: Surroundings = {}): string {
  const rule = planned(where, surroundings);
  const limits = [...leaves(where)].flatMap(({ leaf }) => limitOf(dialect, leaf, rule) ?? []);
  return limits.length === 0 ? dialect.print(rule) : limits.join('; ');
}

function limitOf(dialect: Dialect, leaf: Leaf, rule: PlannedRule): string | undefined {
  const capability = dialect.inspect?.(leaf, rule);
  if (capability === undefined || capability.kind === 'exact') return undefined;
  if (capability.kind === 'approximate') {
    const stand = capability.rewrite(leaf);
    const shown =
      stand === undefined
        ? 'nothing'
        : stand === leaf
          ? dialect.print({ ...rule, where: leaf })
          : held(dialect, stand, rule);
    return `${capability.verdict}: ${shown}`;
  }
  if (capability.kind === 'refused') return 'refused';
  const stand = capability.rewrite(leaf);
  return stand === undefined ? 'refused' : `rewritten: ${held(dialect, stand, rule)}`;
}

function held(dialect: Dialect, stand: Predicate, rule: PlannedRule): string {
  const again = [...leaves(stand)].flatMap(({ leaf }) => limitOf(dialect, leaf, rule) ?? []);
  return again.length === 0 ? dialect.print({ ...rule, where: stand }) : again.join('; ');
}
