import { diagnose, failure, type Result, success } from '../../diagnostics/index.ts';
import {
  and,
  type ChainItem,
  chainOf,
  type Expression,
  exists,
  type Pipeline,
  type Predicate,
  type Search,
  type Sequence,
  sequenceOfChain,
} from '../../ir/index.ts';
import { atLeast } from '../../readers/panther-threshold.ts';
import { listOf, type PantherFiles, recordOf, ruleOf, splitFiles, textOf } from './panther-files.ts';
import { eventsWhere } from './read-panther-rule.ts';
import type { Printed } from './read-several.ts';
import type { TimedSearch } from './runner.ts';

type Record = Readonly<globalThis.Record<string, unknown>>;

/** Minutes, where the rule does not say: https://docs.panther.com/detections/correlation-rules/correlation-rule-reference */
const usualLookBack = 15;

/** A correlation rule with the rules that it joins: their matches in order, or as a group, within what each run looks back on. */
export function readPantherCorrelation({ dialect, planned, query }: Printed): Result<TimedSearch> {
  const files = splitFiles(dialect.document?.(planned, query) ?? '');
  const document = files.documents.find(each => each['AnalysisType'] === 'correlation_rule');
  const [detection] = listOf(document?.['Detection']);
  const isOwn = planned.rule.metadata.vendor === 'panther';
  const search = detection && searchOf(detection, files, isOwn);
  if (detection === undefined || search === undefined)
    return failure(diagnose('python/unsupported', { what: 'this correlation rule' }));
  const every = Number(recordOf(detection['Schedule'])?.['RateMinutes'] ?? 5) * 60;
  const lookBack = lookBackOf(detection);
  return success({ search, schedule: { every, lookBack } });
}

function lookBackOf(detection: Record): number {
  return Number(detection['LookbackWindowMinutes'] ?? usualLookBack) * 60;
}

/** `isOwn`: the rule is of Panther, too, so that its runs are those of the rule. */
function searchOf(detection: Record, files: PantherFiles, isOwn: boolean): Search | undefined {
  return detection['Sequence'] === undefined
    ? groupOf(detection, files)
    : sequenceOf(detection, files, isOwn);
}

/** What a joined rule finds, and what it shows under the name that matches are compared by. */
function joined(
  item: Record,
  on: string | undefined,
  files: PantherFiles,
): { where: Predicate; key?: Expression } | undefined {
  const rule = files.documents.find(each => each['RuleID'] === item['RuleID']);
  const module = files.modules.get(String(rule?.['Filename']));
  const where = module === undefined ? undefined : ruleOf(module);
  if (module === undefined || where === undefined) return undefined;
  if (on === undefined) return { where };
  const shown = /^p_alert_context\.(\w+)$/.exec(on)?.[1];
  const key = textOf(
    `${module}\n\ndef shown_key(event):\n    return alert_context(event)["${shown}"]\n`,
    'shown_key',
  );
  return key === undefined || key === 'unread' || shown === undefined ? undefined : { where, key };
}

function sequenceOf(detection: Record, files: PantherFiles, isOwn: boolean): Pipeline | Sequence | undefined {
  const transitions = listOf(detection['Transitions']);
  const items: ChainItem[] = [];
  for (const [index, item] of listOf(detection['Sequence']).entries()) {
    const into = transitions.find(each => each['To'] === item['ID']);
    const from = transitions.find(each => each['From'] === item['ID']);
    const [match] = listOf((into ?? from)?.['Match']);
    const found = joined(item, match === undefined ? undefined : String(match['On']), files);
    if (found === undefined) return undefined;
    const within = into?.['WithinTimeFrameMinutes'];
    items.push({
      events: eventsWhere(found.where),
      key: found.key,
      absent: item['Absence'] === true,
      least: Number(item['MinMatchCount'] ?? 1),
      ...(index === 0 || within === undefined ? {} : { within: Number(within) * 60 }),
    });
  }
  const whole = isOwn ? sequenceOfChain(items, lookBackOf(detection)) : undefined;
  return whole ?? chainOf(items);
}

function groupOf(detection: Record, files: PantherFiles): Search | undefined {
  const [criteria] = Object.values(recordOf(detection['MatchCriteria']) ?? {}).map(listOf);
  const names = new Map<string, number>();
  const inputs: { name: string; search: Search }[] = [];
  const keys: [string, Expression][] = [];
  for (const item of listOf(detection['Group'])) {
    const name = String(item['ID']);
    const on = criteria?.find(each => each['GroupID'] === name)?.['Match'];
    const found = joined(item, on === undefined ? undefined : String(on), files);
    if (found === undefined || item['Absence'] === true) return undefined;
    names.set(name, Number(item['MinMatchCount'] ?? 1));
    const where = found.key === undefined ? found.where : and([found.where, exists(found.key)]);
    inputs.push({ name, search: eventsWhere(where) });
    if (found.key !== undefined) keys.push([name, found.key]);
  }
  const every = Number(recordOf(detection['Schedule'])?.['RateMinutes'] ?? 5) * 60;
  const lookBack = lookBackOf(detection);
  return {
    kind: 'correlate',
    inputs,
    aliases: keys.length === 0 ? {} : { key: Object.fromEntries(keys) },
    by: keys.length === 0 ? [] : [{ kind: 'field', name: 'key', vendor: 'panther', origin: [] }],
    window: { kind: 'schedule', lookBack, every },
    ordered: false,
    measures: [],
    having: and([...names].map(([name, count]) => atLeast(name, count))),
    origin: [],
  };
}
