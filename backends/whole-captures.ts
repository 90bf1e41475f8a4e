import { emptyFields, type Given, type Predicate, type Search, type Stage } from '../src/ir/index.ts';

/** Patterns of grok that take whole numbers alone. https://www.elastic.co/docs/reference/query-languages/esql/esql-process-data-with-dissect-grok#esql-grok-patterns */
const whole: ReadonlySet<string> = new Set(['INT', 'NONNEGINT', 'POSINT', 'MONTHNUM', 'MONTHDAY', 'YEAR']);

/**
 * What grok makes a whole number of, where its pattern takes others too, of which Elasticsearch makes nothing; and what a pattern cuts
 * out that may be an empty text, which is a value to Elasticsearch alone, where later stages ask for it.
 */
export function capturesGiven(search: Search): readonly Given[] {
  if (search.kind === 'union') return search.searches.flatMap(capturesGiven);
  if (search.kind !== 'pipeline') return [];
  const own = search.stages.flatMap((stage, at) => capturesOf(stage, search.stages.slice(at + 1)));
  return [...capturesGiven(search.from), ...own, ...fieldsGiven(search)];
}

/** What a regex cuts out of events that have any fields: where it does not fit, a field of that name would stay as it is. */
function fieldsGiven({ from, stages }: Extract<Search, { kind: 'pipeline' }>): readonly Given[] {
  if (!isOpen(from)) return [];
  const closing = stages.findIndex(closes);
  const open = closing < 0 ? stages : stages.slice(0, closing);
  return open.flatMap((stage, at) =>
    stage.kind === 'extract' && stage.syntax === 'regex'
      ? stage.fields
          .filter(name => asksFor(stages.slice(at + 1), name))
          .map((name): Given => `no-field-before:${name}`)
      : [],
  );
}

function isOpen(search: Search): boolean {
  if (search.kind === 'union') return search.searches.some(isOpen);
  if (search.kind !== 'pipeline') return search.kind === 'events';
  return isOpen(search.from) && !search.stages.some(closes);
}

/** Rows have no fields then but those that it names. */
function closes(stage: Stage): boolean {
  return stage.kind === 'aggregate' || stage.kind === 'keep';
}

function capturesOf(stage: Stage, later: readonly Stage[]): readonly Given[] {
  if (stage.kind !== 'extract') return [];
  const asked = emptyFields(stage).filter(name => isToldApart(name, later));
  const empty = asked.map((name): Given => `no-empty-capture:${name}`);
  if (stage.syntax !== 'grok') return empty;
  const numbers = [...stage.pattern.matchAll(/%\{(\w+):([^:}]+):(?:int|long)\}/g)].flatMap(
    ([, pattern = '', name = '']): Given[] => (whole.has(pattern) ? [] : [`whole-number:${name}`]),
  );
  return [...empty, ...numbers];
}

/** Whether it matters to stages if a column is empty or not there, until one of them asks for another value of it. */
function isToldApart(name: string, later: readonly Stage[]): boolean {
  for (const stage of later) {
    if (stage.kind === 'filter' && conjuncts(stage.where).some(each => wantsMore(each, name))) return false;
    if (asksFor(stage, name)) return true;
  }
  return false;
}

function conjuncts(where: Predicate): readonly Predicate[] {
  return where.kind === 'and' ? where.operands : [where];
}

/** Whether a condition holds of some text that is not empty alone. */
function wantsMore(where: Predicate, name: string): boolean {
  if (where.kind === 'compares')
    return where.left.kind === 'field' && where.left.name === name && where.as === 'number';
  if (where.kind !== 'equals' && where.kind !== 'like') return false;
  if (where.subject.kind !== 'field' || where.subject.name !== name || where.quantifier === 'all')
    return false;
  return where.kind === 'equals'
    ? !where.values.includes('')
    : where.patterns.every(pattern => pattern.some(({ kind }) => kind !== 'anyRun'));
}

function asksFor(value: unknown, name: string): boolean {
  if (Array.isArray(value)) return value.some(each => asksFor(each, name));
  if (typeof value !== 'object' || value === null) return false;
  if ('kind' in value && value.kind === 'field' && 'name' in value && value.name === name) return true;
  return Object.entries(value).some(([key, each]) => key !== 'origin' && asksFor(each, name));
}
