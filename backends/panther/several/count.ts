import {
  type Correlate,
  fieldsOf,
  type Loss,
  type NewTerms,
  type PlannedRule,
  type Predicate,
  type Schedule,
  type SearchHold,
} from '../../../src/ir/index.ts';
import { withScope } from '../document.ts';
import { pythonString } from '../literal.ts';
import { pythonModule } from '../module.ts';
import { minutesOf, suppressionParts } from '../suppression.ts';
import { countsOf } from './correlation.ts';
import { idOf, type Planned, withKeys } from './join.ts';
import { isKey } from './key.ts';

/** What a rule over single events says of several with its threshold, or with what it has seen before. */
export function holdsByRule({ rule, several: { search }, profile }: Planned): SearchHold {
  const keys = search.kind === 'newTerms' ? search.fields : search.kind === 'correlate' ? search.by : [];
  const names = keys.flatMap(key => fieldsOf(key).map(({ name }) => name));
  if (names.some(name => profile.isMultiValued(name)))
    return refuse('a function of a module gives one key, and not one for each of several values');
  if (search.kind === 'newTerms') return newTermsHold(search, rule.schedule);
  if (search.kind !== 'correlate')
    return refuse('a rule over single events counts its matches, and knows no order of them');
  const bound = boundOf(search);
  if (bound === undefined)
    return refuse('the threshold of a rule is a number of its matches, or of different values of one field');
  if (search.window.kind === 'tumbling')
    return refuse('a deduplication period begins with a match, not with the clock');
  if (![...search.by, ...(bound.of === undefined ? [] : [bound.of])].every(isKey))
    return refuse('a key that is made this way is not written as Python yet');
  return {
    kind: 'held',
    losses:
      bound.least > 1 ? [...windowLoss(search.window), ...minutesLoss(search)] : windowLoss(search.window),
    given: bound.of === undefined ? [] : ['distinct-estimate'],
  };
}

function refuse(why: string): SearchHold {
  return { kind: 'refused', why };
}

/** https://docs.panther.com/detections/rules#deduplication-of-alerts */
function windowLoss(window: Correlate['window']): Extract<SearchHold, { kind: 'held' }>['losses'] {
  if (window.kind !== 'sliding')
    return [
      {
        verdict: 'different',
        why: 'A deduplication period begins with the first match, where the rule counts what each of its runs looks back on.',
      },
    ];
  if (window.fromFirst) return [];
  return [
    {
      verdict: 'narrower',
      why: 'A deduplication period begins with the first match and ends after its span, so that matches on both sides of its end are not counted together.',
    },
  ];
}

function minutesLoss(search: Correlate): readonly Loss[] {
  const seconds = search.window.kind === 'sliding' ? search.window.length : undefined;
  if (seconds === undefined || dedupMinutes(search) * 60 <= seconds) return [];
  const why =
    'A deduplication period has whole minutes, five at least, so that matches further apart are counted together.';
  // Where periods begin with the first match, longer ones begin at other matches.
  const begins = search.window.kind === 'sliding' && search.window.fromFirst === true;
  return [{ verdict: begins ? 'different' : 'broader', why }];
}

function newTermsHold({ from, fields, history }: NewTerms, schedule: Schedule | undefined): SearchHold {
  if (!fields.every(isKey)) return refuse('a key that is made this way is not written as Python yet');
  if (from.kind !== 'events') return refuse('new values are looked for in single events');
  const isCut = schedule !== undefined && schedule.lookBack < schedule.every;
  const losses = [...(isCut ? [between] : []), ...(isLate(history, schedule) ? [beforeRun] : [])];
  return { kind: 'held', losses, given: ['cache-of-history'] };
}

/**
 * The history of a run ends that long before the run, and not before the event: what was seen before that is new to it, up to as long
 * as it looks back. Where that is little of the history, it is what `cache-of-history` says of its end.
 */
function isLate(history: number, schedule: Schedule | undefined): boolean {
  return schedule !== undefined && (schedule.lookBack + (schedule.until ?? 0)) * 20 > history;
}

const beforeRun: Loss = {
  verdict: 'narrower',
  why: 'What a rule has seen is new again when its history is over before the event; to a run of the rule when it is over before the run, which looks back on a good part of it.',
};

/** https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule#rule-schedule */
const between: Loss = {
  verdict: 'broader',
  why: 'The runs of the rule look back on less than the time between them, and what is new in between is new to none of them: the target sees each event.',
};

/** So many events, or so many different values of one expression. */
export interface Bound {
  readonly least: number;
  readonly of?: Correlate['by'][number];
}

export function boundOf(search: Correlate): Bound | undefined {
  const [input, ...others] = search.inputs;
  if (input?.search.kind !== 'events' || others.length > 0 || search.ordered) return undefined;
  const least = countsOf(search)?.get(input.name);
  if (least !== undefined) return { least };
  return distinctBound(search.having, search);
}

function distinctBound(having: Predicate, { measures }: Correlate): Bound | undefined {
  if (having.kind !== 'compares' || having.left.kind !== 'field' || having.right.kind !== 'literal')
    return undefined;
  const { left, operator, right } = having;
  const measure = measures.find(each => each.name === left.name);
  const [of, ...others] = measure?.of ?? [];
  if (measure?.function !== 'countDistinct' || of === undefined || others.length > 0 || measure.where)
    return undefined;
  const value = Number(right.value);
  if (operator === 'gte') return { least: Math.ceil(value), of };
  return operator === 'gt' ? { least: Math.floor(value) + 1, of } : undefined;
}

/** Minutes of the deduplication period: https://docs.panther.com/detections/rules, at least five by the API. */
export function dedupMinutes({ window }: Correlate): number {
  const seconds = window.kind === 'sliding' || window.kind === 'tumbling' ? window.length : window.lookBack;
  return minutesOf(seconds);
}

/** The module of a rule that counts, or that remembers. */
export function printCounting(planned: Planned): string {
  const { search } = planned.several;
  if (search.kind === 'newTerms') return printNewTerms(search, planned);
  if (search.kind !== 'correlate') return '';
  const bound = boundOf(search);
  const of = bound?.of === undefined ? [] : [bound.of];
  return pythonModule(
    { ...planned, where: withKeys(withScope({ planned }), [...search.by, ...of]) },
    { keys: { dedup: search.by, ...(of.length === 0 ? {} : { unique: of }) } },
  );
}

/** https://docs.panther.com/detections/rules/python/caching */
function printNewTerms(search: NewTerms, planned: Planned): string {
  const where = withKeys(withScope({ planned }), search.fields);
  const { keys, ...grouping } = suppressionParts(planned);
  return pythonModule(
    { ...planned, where },
    {
      ...grouping,
      ruleName: 'matches',
      keys: { term: search.fields, ...keys },
      imports: ['from panther_detection_helpers.caching import get_string_set, put_string_set'],
      functions: [firstSeen(search, planned)],
    },
  );
}

function firstSeen({ history }: NewTerms, planned: PlannedRule): string {
  return `def rule(event):
    if not matches(event):
        return False
    key = ${pythonString(`${idOf(planned)}:`)} + term(event)
    seen = bool(get_string_set(key))
    put_string_set(key, ["seen"], event.event_time_epoch() + ${history})
    return not seen`;
}
