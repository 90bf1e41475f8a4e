import {
  type Dialect,
  type Emission,
  type EmitRequest,
  type Expression,
  type PlannedRule,
  printExpression,
} from '../../../src/ir/index.ts';
import { isSwitchedOff } from '../../switched-off.ts';
import { toYaml } from '../../yaml-text.ts';
import {
  commentsOf,
  createAlert,
  defaultLevel,
  descriptionOf,
  displayName,
  lostKeys,
  ofSuppression,
  optional,
  ownRuleId,
  pantherRule,
  type RuleGrouping,
  reportsOf,
  severities,
  some,
  tagsOf,
} from '../document.ts';
import { ownKeys } from '../own-keys.ts';
import { joinOf } from './correlation.ts';
import { boundOf, dedupMinutes } from './count.ts';
import { idOf, type JoinedRule, type Planned } from './join.ts';

/** All files of a translation in one text, each under a line that names it, before it is known what the translation is. */
export function filesOf(dialect: Dialect, planned: PlannedRule, query: string): string {
  const { files } = pantherDocuments({
    planned,
    query,
    dialect,
    format: 'rule',
    events: [],
    fileName: 'rule',
    verdict: { verdict: '', reasons: [] },
  });
  return files.map(({ path, text }) => `# file ${path}\n${text}`).join('\n');
}

/** What a translation becomes: a rule, or a correlation rule with the rules that it joins. */
export function pantherDocuments(request: EmitRequest): Emission {
  const { several } = request.planned;
  if (several === undefined) return pantherRule(request);
  const planned = { ...request.planned, several };
  return request.dialect.name === 'correlation'
    ? correlationFiles(request, planned)
    : pantherRule(request, countingGroups(planned));
}

/** The period in which matches are counted, and how many it takes; it is that of their alert, too. */
function countingGroups(planned: Planned): RuleGrouping {
  const { search } = planned.several;
  if (search.kind !== 'correlate') return ofSuppression(planned);
  const minutes = dedupMinutes(search);
  const keys = { DedupPeriodMinutes: minutes, Threshold: boundOf(search)?.least ?? 1 };
  const { suppression } = planned.rule;
  if (suppression === undefined) return { keys };
  const isSame = suppression.seconds === minutes * 60 && namesOf(suppression.by) === namesOf(search.by);
  const why = `the ${minutes} minutes in which the matches of a key are counted are those of their alert, too`;
  return isSame ? { keys } : { keys, why };
}

function namesOf(keys: readonly Expression[]): string {
  return keys.map(printExpression).sort().join();
}

function correlationFiles(request: EmitRequest, planned: Planned): Emission {
  const name = request.fileName.replaceAll('-', '_');
  const rules = joinOf(planned)?.rules ?? [];
  const { metadata } = planned.rule;
  const files = rules.flatMap((rule, index) => joinedFiles(request, rule, `${name}_step_${index + 1}`));
  return {
    files: [
      { path: `${name}.yml`, text: `${commentsOf(request)}\n${correlationYaml(request, planned)}` },
      ...files,
    ],
    lost: lostKeys(metadata, false),
    ...(planned.rule.suppression === undefined ? {} : { grouping: ungrouped }),
  };
}

const ungrouped = 'a correlation rule says nothing of which of its alerts are one';

/** Keys in the order of panther-analysis. https://docs.panther.com/detections/correlation-rules/correlation-rule-reference */
function correlationYaml({ query }: EmitRequest, planned: Planned): string {
  const { metadata } = planned.rule;
  const [reference] = metadata.references;
  const head = toYaml(
    {
      AnalysisType: 'correlation_rule',
      RuleID: ownRuleId(metadata) ?? `Correlation.${idOf(planned)}`,
      DisplayName: displayName(metadata.title),
      Enabled: !isSwitchedOff(metadata),
      ...createAlert(metadata),
      Severity: severities[metadata.level ?? defaultLevel],
      ...optional('Description', descriptionOf(metadata)),
      ...optional('Reference', reference),
      ...optional('Runbook', metadata.note ?? metadata.setup),
      ...optional('Tags', some(tagsOf(metadata))),
      ...optional('Reports', reportsOf(metadata)),
      ...ownKeys(metadata),
    },
    { indent: 2, singleQuote: false },
  );
  return `${head}${query}`;
}

/** A rule that makes no alerts of its own: its matches are signals for the correlation. */
function joinedFiles(request: EmitRequest, rule: JoinedRule, name: string): Emission['files'] {
  const comments = commentsOf(request);
  const { metadata } = rule.planned.rule;
  const document = {
    AnalysisType: 'rule',
    Filename: `${name}.py`,
    RuleID: rule.ruleId,
    DisplayName: displayName(`${metadata.title} (${rule.id})`),
    Enabled: true,
    CreateAlert: false,
    LogTypes: rule.planned.source.panther.logTypes,
    Severity: 'Info',
    Description: `One kind of the events of the correlation rule "${metadata.title}"; makes no alerts by itself.`,
    DedupPeriodMinutes: 60,
    Threshold: 1,
  };
  return [
    { path: `${name}.py`, text: `${comments}\n${rule.module}` },
    { path: `${name}.yml`, text: `${comments}\n${toYaml(document, { indent: 2, singleQuote: false })}` },
  ];
}
