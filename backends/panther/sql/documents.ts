import Handlebars from 'handlebars';
import type { Emission, EmitRequest, Expression, Search, Stage } from '../../../src/ir/index.ts';
import { cronOf } from '../../cron.ts';
import { isSwitchedOff } from '../../switched-off.ts';
import { toYaml } from '../../yaml-text.ts';
import { broken, returnText, step } from '../broken-line.ts';
import {
  commentsOf,
  createAlert,
  defaultLevel,
  descriptionOf,
  displayName,
  lostKeys,
  optional,
  ownRuleId,
  pascal,
  reportsOf,
  severities,
  some,
  tagsOf,
} from '../document.ts';
import { pythonFormatText, pythonString, pythonTuple } from '../literal.ts';
import { ownKeys } from '../own-keys.ts';
import { groupingOf, usualMinutes } from '../suppression.ts';
import { type Planned, SearchPrinter } from './search.ts';

const style = { indent: 2, singleQuote: false } as const;

/** A scheduled query, and the rule that makes an alert of each of its rows: https://docs.panther.com/detections/rules#scheduled-rules */
export function scheduledDocuments(request: EmitRequest, planned: Planned): Emission {
  const name = request.fileName.replaceAll('-', '_');
  const comments = commentsOf(request);
  const { keys, minutes, why } = rowGroups(planned);
  return {
    files: [
      { path: `${name}.py`, text: `${comments}\n${scheduledRule(planned, keys)}` },
      {
        path: `${name}.yml`,
        text: `${comments}\n${toYaml(ruleDocument(planned, name, keys, minutes), style)}`,
      },
      {
        path: `${name}_query.yml`,
        text: `${comments}\n${toYaml(queryDocument(request.query, planned, name), style)}`,
      },
    ],
    lost: lostKeys(planned.rule.metadata, false),
    ...(why === undefined ? {} : { grouping: why }),
  };
}

/** Unique as the name of the files is: two queries of one name are refused. */
function queryName(name: string): string {
  return `Query.${pascal(name)}`;
}

/** https://docs.panther.com/search/scheduled-searches#scheduled-query-specification-reference */
export function queryDocument(query: string, planned: Planned, name: string): object {
  const { metadata } = planned.rule;
  const { every, phase } = new SearchPrinter(planned).runs;
  const minutes = every / 60;
  return {
    AnalysisType: 'scheduled_query',
    QueryName: queryName(name),
    Enabled: !isSwitchedOff(metadata),
    ...optional('Description', metadata.description?.trim()),
    ...optional('Tags', some(tagsOf(metadata))),
    Query: query,
    Schedule: {
      ...(phase === undefined ? { RateMinutes: minutes } : { CronExpression: cronOf(every, phase) }),
      TimeoutMinutes: Math.min(minutes, longestQuery),
    },
  };
}

/** Minutes after which a query is given up; the schema wants no more than there are between two runs. */
const longestQuery = 5;

/** Keys in the order of panther-analysis. */
function ruleDocument(planned: Planned, name: string, keys: readonly string[], minutes: number): object {
  const { metadata } = planned.rule;
  const [reference] = metadata.references;
  return {
    AnalysisType: 'scheduled_rule',
    Filename: `${name}.py`,
    RuleID: ownRuleId(metadata) ?? `Scheduled.${pascal(name)}`,
    DisplayName: displayName(metadata.title),
    Enabled: !isSwitchedOff(metadata),
    ...createAlert(metadata),
    ScheduledQueries: [queryName(name)],
    Severity: severities[metadata.level ?? defaultLevel],
    ...optional('Description', descriptionOf(metadata)),
    ...optional('Reference', reference),
    ...optional('Runbook', metadata.note ?? metadata.setup),
    ...optional('Tags', some(tagsOf(metadata))),
    ...optional('Reports', reportsOf(metadata)),
    ...ownKeys(metadata),
    DedupPeriodMinutes: minutes,
    Threshold: 1,
    Tests: [
      {
        Name: 'A row of the query',
        ExpectedResult: true,
        Log: Object.fromEntries((keys.length === 0 ? ['row'] : keys).map(key => [key, `a value of ${key}`])),
      },
    ],
  };
}

/** Finished strings alone; every one is Python already. */
const template = `def rule(_):
    # What the query finds is what is looked for
    return True


def title({{#if shown}}event{{else}}_{{/if}}):
{{title}}

{{#if keys}}

def dedup(event):
{{keys}}

{{/if}}

def alert_context(event):
    return event.to_dict()
`;

const engine = Handlebars.create();
let compiled: Handlebars.TemplateDelegate | undefined;

function scheduledRule({ rule }: Planned, keys: readonly string[]): string {
  compiled ??= engine.compile(template, { strict: true, noEscape: true });
  const shown = keys.map(key => ` {event.get('${key}')}`).join('');
  const title = rule.metadata.title.trim();
  const names = pythonTuple(keys.map(pythonString));
  return compiled({
    shown,
    title: returnText(shown === '' ? pythonString(title) : `f"${pythonFormatText(title)}:${shown}"`),
    keys:
      keys.length === 0
        ? undefined
        : keys.length === 1
          ? broken(`${step}return str(event.get(${pythonString(keys[0] ?? '')}))`)
          : broken(`${step}return str([event.get(key) for key in ${names}])`),
  });
}

interface RowGroups {
  readonly keys: readonly string[];
  readonly minutes: number;
  readonly why?: string | undefined;
}

/** By which columns rows are one alert, and for how long: as the rule's suppression says where the rows have its keys. */
function rowGroups(planned: Planned): RowGroups {
  const shown = shownKeys(planned);
  const grouping = groupingOf(planned);
  const { suppression } = planned.rule;
  if (grouping === undefined || suppression === undefined) return { keys: shown, minutes: usualMinutes };
  const select = new SearchPrinter(planned).print(planned.several.search);
  const keys = suppression.by.map(key =>
    key.kind === 'field' ? (select.shownAs(key.name) ?? (select.star ? key.name : undefined)) : undefined,
  );
  const held = keys.flatMap(key => (key !== undefined && /^\w+$/.test(key) ? key : []));
  if (held.length < keys.length)
    return { keys: shown, minutes: usualMinutes, why: 'the rows of the query have no column of its keys' };
  return { keys: held, minutes: grouping.minutes, why: grouping.why };
}

/** The columns that tell one alert of the query from another. */
function shownKeys(planned: Planned): readonly string[] {
  const { search } = planned.several;
  const select = new SearchPrinter(planned).print(search);
  const found = keyNames(search).flatMap(name => select.shownAs(name) ?? (select.star ? name : []));
  return [...new Set(found)].filter(name => /^\w+$/.test(name));
}

function keyNames(search: Search): readonly string[] {
  switch (search.kind) {
    case 'correlate':
      return search.by.map((key, index) => nameOf(key, index));
    case 'newTerms':
      return search.fields.map((key, index) => (key.kind === 'field' ? key.name : `term_${index + 1}`));
    case 'sequence':
      return (search.steps[0]?.by ?? []).map(({ value }, index) => nameOf(value, index));
    case 'pipeline':
      return search.stages.findLast(isAggregate)?.by.map(({ name }) => name) ?? [];
    default:
      return [];
  }
}

function nameOf(key: Expression, index: number): string {
  return key.kind === 'field' ? key.name : `key_${index + 1}`;
}

function isAggregate(stage: Stage): stage is Extract<Stage, { kind: 'aggregate' }> {
  return stage.kind === 'aggregate';
}
