import { diagnose } from '../../diagnostics/index.ts';
import type { JoinKey, LogSource, Search, Step } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Context } from './context.ts';
import { lowerEvent } from './lower-condition.ts';
import { lowerValue } from './lower-value.ts';

type Group = Exclude<ast.Query, { kind: 'event' }>;

const mostRuns = 100;
const seconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };

/** A sequence or a sample. https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-sequences */
export function lowerGroup(node: Group, source: LogSource, context: Context): Search | undefined {
  const problem = misuse(node);
  if (problem !== undefined) return report(problem, context);
  const within = node.maxspan === undefined ? undefined : lowerDuration(node.maxspan, context);
  const steps = node.terms.map(term => lowerTerm(term, node.by, source, context));
  const until = node.until && lowerTerm(node.until, node.by, source, context);
  if (!steps.every(step => step !== undefined)) return undefined;
  if ((node.until && until === undefined) || (node.maxspan && within === undefined)) return undefined;
  const end = (node.until ?? node.terms.at(-1) ?? node).end;
  const joined = joinedAlike(steps);
  return {
    kind: 'sequence',
    steps: steps.map(joined),
    ordered: node.kind === 'sequence',
    ...(within === undefined ? {} : { within }),
    ...(until === undefined ? {} : { until: joined(until) }),
    origin: context.origin({ start: node.start, end }),
  };
}

interface Misuse {
  readonly problem: string;
  readonly help?: string;
  readonly at: ast.Range;
}

function misuse(node: Group): Misuse | undefined {
  if (node.kind === 'join')
    return { problem: 'Elasticsearch has no join', help: 'write `sample by FIELD […] […]`', at: node };
  const all = [...node.terms, ...(node.until === undefined ? [] : [node.until])];
  const first = node.terms[0];
  const uneven = all.find(term => term.by.length !== first?.by.length);
  if (uneven !== undefined)
    return {
      problem: 'every event needs the same number of keys after by',
      help: 'write as many fields behind each event, `?FIELD` for one that may be absent',
      at: uneven,
    };
  if (node.until?.absent) return { problem: 'until takes no missing event', at: node.until };
  return node.kind === 'sample' ? misuseOfSample(node) : misuseOfSequence(node);
}

function misuseOfSample(node: Group): Misuse | undefined {
  const keys = node.by.length + (node.terms[0]?.by.length ?? 0);
  if (keys === 0) return { problem: 'a sample needs by', help: 'write `sample by FIELD […] […]`', at: node };
  const odd = node.terms.find(term => term.absent || term.option !== undefined);
  if (odd !== undefined) return { problem: 'a sample takes neither missing events nor with runs', at: odd };
  return node.terms.length < 2 ? { problem: 'a sample needs at least two events', at: node } : undefined;
}

function misuseOfSequence(node: Group): Misuse | undefined {
  const absent = node.terms.find(term => term.absent);
  if (absent !== undefined && node.maxspan === undefined)
    return { problem: 'a missing event needs with maxspan', help: spanForm, at: absent };
  if (node.terms.every(term => term.absent))
    return { problem: 'a sequence needs an event that is there', at: node };
  const events = node.terms.reduce((sum, term) => sum + (runsOf(term) ?? 1), 0);
  return events < 2
    ? {
        problem: 'a sequence needs at least two events',
        help: 'write `[…] with runs=2` for one that repeats',
        at: node,
      }
    : undefined;
}

function runsOf(term: ast.Term): number | undefined {
  return term.option === undefined ? 1 : Number(term.option.value);
}

function lowerTerm(
  term: ast.Term,
  shared: readonly ast.Expression[],
  source: LogSource,
  context: Context,
): Step | undefined {
  const { event, absent, option } = term;
  const where = lowerEvent(event, context);
  const by = [...shared, ...term.by].map(key => lowerKey(key, context));
  const runs = runsOf(term) ?? 1;
  if (option !== undefined && (option.name !== 'runs' || !(runs >= 1 && runs <= mostRuns)))
    return report({ problem: `an event takes with runs=N, N from 1 to ${mostRuns}`, at: option }, context);
  if (where === undefined || !by.every(key => key !== undefined)) return undefined;
  const origin = context.origin({ start: event.category.start, end: event.condition.end });
  return { search: { kind: 'events', source, where, origin }, by, runs, absent };
}

/** A key that is not optional must be there; an optional one may be absent, and absent joins absent. */
function lowerKey(node: ast.Expression, context: Context): JoinKey | undefined {
  const value = lowerValue(node, context);
  return value && { value, nullable: node.kind === 'field' && node.optional };
}

/** A key is there in all events of a sequence where one of them needs it: it is optional in none then. */
function joinedAlike(steps: readonly Step[]): (step: Step) => Step {
  const wanted = steps.filter(step => !step.absent);
  const isOptional = (place: number) => wanted.every(({ by }) => by[place]?.nullable);
  return step => ({
    ...step,
    by: step.by.map((key, place) => ({ ...key, nullable: key.nullable && isOptional(place) })),
  });
}

function lowerDuration(node: ast.Duration, context: Context): number | undefined {
  const unit = seconds[node.unit ?? ''];
  if (unit === undefined || !/^\d+$/.test(node.number))
    return report(
      {
        problem: 'a span is a whole number with a unit: ms, s, m, h or d',
        help: 'write maxspan=7d for a week, maxspan=90s for a minute and a half',
        at: node,
      },
      context,
    );
  return Number(node.number) * unit;
}

const spanForm = 'write `sequence by FIELD with maxspan=5m […] ![…]`';

function report({ problem, help, at }: Misuse, context: Context): undefined {
  const more = help === undefined ? {} : { help };
  return context.report(diagnose('eql/group', { problem }, context.span(at), more));
}
