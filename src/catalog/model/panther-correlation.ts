import { duration } from '../../describe/wording.ts';
import { type DataMap, type DataTree, entryOf, plainData, type SourceFile } from '../../source/index.ts';
import type { Stage } from './catalog-rule.ts';
import type { PantherParts } from './panther-parts.ts';
import { compareText } from './split-conditions.ts';

/** Minutes, where the rule does not say: https://docs.panther.com/detections/correlation-rules/correlation-rule-reference */
const usualLookBack = 15;

/** The rules that a correlation rule joins, and what their matches have in common. */
export function correlationParts(document: DataMap, file: SourceFile): PantherParts | undefined {
  const detection = itemsOf(entryOf(document, 'Detection')?.value)[0];
  if (detection?.kind !== 'map') return undefined;
  const part = (key: string): readonly DataTree[] => itemsOf(entryOf(detection, key)?.value);
  const [steps, members] = [part('Sequence'), part('Group')];
  const criteria = entryOf(detection, 'MatchCriteria')?.value;
  const stage = (kind: string) => (tree: DataTree) => ({ kind, text: textAt(tree, file), rows: [] });
  const stages: readonly Stage[] = [
    ...steps.map((step, index) => stage(`step ${index + 1}`)(step)),
    ...members.map(stage('member')),
    ...part('Transitions').map(stage('transition')),
    ...(criteria === undefined ? [] : [stage('match')(criteria)]),
  ];
  const every = numberAt(entryOf(detection, 'Schedule')?.value, 'RateMinutes');
  const keys = [...namesAt(entryOf(detection, 'Transitions')?.value), ...namesAt(criteria)];
  return {
    type: steps.length > 0 ? 'Sequence of matches of other rules' : 'Matches of several other rules',
    stages,
    predicates: [],
    groupBy: [...new Set(keys)].sort(compareText),
    timeWindow: duration((numberAt(detection, 'LookbackWindowMinutes') ?? usualLookBack) * 60),
    ...(every === undefined ? {} : { runsEvery: duration(every * 60) }),
    sources: [],
    about: [...steps, ...members].flatMap(item => textOf(item, 'RuleID') ?? []),
    body: [],
  };
}

function itemsOf(tree: DataTree | undefined): readonly DataTree[] {
  return tree?.kind === 'list' ? tree.items : [];
}

/** As it is written, without the indentation that its lines have in common. */
function textAt({ span: { start, end } }: DataTree, file: SourceFile): string {
  const from = file.text.lastIndexOf('\n', start - 1) + 1;
  const indent = start - from;
  return file.text
    .slice(start, end)
    .trimEnd()
    .split('\n')
    .map((line, index) => (index > 0 && line.slice(0, indent).trim() === '' ? line.slice(indent) : line))
    .join('\n');
}

const matchKeys: ReadonlySet<string> = new Set(['On', 'Match', 'FromValue', 'ToValue', 'From', 'To']);

/** What matches have in common: texts of `On` and `Match`, and those within a `Match` that names one for each side. */
function namesAt(tree: DataTree | undefined, isMatch = false): readonly string[] {
  if (tree?.kind === 'list') return tree.items.flatMap(item => namesAt(item, isMatch));
  if (tree?.kind !== 'map') return [];
  return tree.entries.flatMap(({ key, value }) => {
    const isKey = isMatch ? matchKeys.has(key.written) : key.written === 'Match' || key.written === 'On';
    if (value.kind === 'scalar') return isKey && value.value !== null ? [value.written] : [];
    return namesAt(value, isKey);
  });
}

function textOf(tree: DataTree, key: string): string | undefined {
  const value = tree.kind === 'map' ? entryOf(tree, key)?.value : undefined;
  return value?.kind === 'scalar' && value.value !== null ? value.written : undefined;
}

function numberAt(tree: DataTree | undefined, key: string): number | undefined {
  const value = tree?.kind === 'map' ? entryOf(tree, key)?.value : undefined;
  const data: unknown = value === undefined ? undefined : plainData(value);
  return typeof data === 'number' ? data : undefined;
}
