import type {
  Correlate,
  EmitRequest,
  IndicatorMatch,
  NewTerms,
  PlannedRule,
  Schedule,
} from '../../../src/ir/index.ts';
import { findsWhatIsCut, reachOf } from '../../reach.ts';
import { boundsOf, nameOf, namesOf } from '../several/bounds.ts';
import { spanText } from '../several/span.ts';

type Table = Readonly<Record<string, unknown>>;

/** The keys of a rule that looks at more than single events: its type, and what stands beside its query. */
export function searchKeys({ planned, dialect, format }: EmitRequest): Table {
  const { several } = planned;
  if (several === undefined || (dialect.name !== 'kql' && dialect.name !== 'lucene')) return {};
  const { search } = several;
  switch (search.kind) {
    case 'correlate':
      return { type: 'threshold', threshold: thresholdTable(search) };
    case 'newTerms':
      return { type: 'new_terms', ...newTermsKeys(search, format) };
    case 'indicatorMatch':
      return { type: 'threat_match', ...indicatorKeys(search, planned, dialect) };
    default:
      return {};
  }
}

function thresholdTable(search: Correlate): Table {
  const bounds = boundsOf(search);
  const cardinality = bounds?.distinct ?? [];
  return {
    field: namesOf(search.by) ?? [],
    value: bounds?.count ?? 1,
    ...(cardinality.length === 0 ? {} : { cardinality }),
  };
}

/** The repository of Elastic's rules nests what Kibana has as keys of the rule. */
function newTermsKeys({ fields, history }: NewTerms, format: string): Table {
  const names = namesOf(fields) ?? [];
  const start = `now-${spanText(history)}`;
  if (format === 'ndjson') return { new_terms_fields: names, history_window_start: start };
  return {
    new_terms: {
      field: 'new_terms_fields',
      value: names,
      history_window_start: [{ field: 'history_window_start', value: start }],
    },
  };
}

function indicatorKeys(
  { indicators, pairs }: IndicatorMatch,
  { several }: PlannedRule,
  { name, print }: EmitRequest['dialect'],
): Table {
  const rule = indicators.kind === 'events' ? several?.inputs.get(indicators) : undefined;
  if (rule === undefined) return {};
  const query = rule.where.kind === 'always' && rule.where.value ? '*:*' : print(rule);
  return {
    threat_index: rule.source.elastic.indices,
    threat_language: name === 'kql' ? 'kuery' : 'lucene',
    threat_mapping: pairs.map(set => ({
      entries: set.map(({ event, indicator, negated }) => ({
        field: nameOf(event),
        ...(negated ? { negate: true } : {}),
        type: 'mapping',
        value: nameOf(indicator),
      })),
    })),
    threat_query: query,
  };
}

/** Between two runs of a rule that has no schedule of its own, and for events that come late. */
const every = 300;
const slack = 240;
const minute = 60;

/** As Splunk's security content runs searches that say nothing of it. */
const hourly: Schedule = { every: 3600, lookBack: 3600 };

/** A rule that looks back on less than the span of its search would miss what it looks for. */
export function scheduleOf({ rule, several }: PlannedRule): Schedule | undefined {
  if (rule.schedule !== undefined || several === undefined) return rule.schedule;
  const { search } = several;
  if (search.kind === 'pipeline' || search.kind === 'indicatorMatch')
    return rule.metadata.vendor === 'splunk' ? hourly : undefined;
  if (search.kind === 'sequence' && search.within !== undefined)
    return { every, lookBack: minutes(search.within) + every + slack };
  if (search.kind !== 'correlate' || search.window.kind === 'tumbling') return undefined;
  return search.window.kind === 'schedule'
    ? { every: search.window.every, lookBack: search.window.lookBack }
    : {
        every,
        // The first moment of a span that ended with the run before is seen, too.
        lookBack:
          minutes(reachOf(search) ?? search.window.length) + every + (findsWhatIsCut(search) ? minute : 0),
      };
}

function minutes(seconds: number): number {
  return Math.ceil(seconds / 60) * 60;
}
