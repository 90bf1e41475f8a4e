import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { and, type Correlate, type Expression, field } from '../ir/index.ts';
import { type DataList, type DataMap, type DataTree, entryOf, plainData } from '../source/index.ts';
import { type FindRule, type Item, itemOf, knownKeys, Refused, scheduleOf } from './panther-items.ts';
import type { PantherSearch } from './panther-module.ts';
import { sequenceOf } from './panther-sequence.ts';

/**
 * The matches of other rules, looked for as a group in what each run looks back on: a rule's matches count whether or not they make an
 * alert. https://docs.panther.com/detections/correlation-rules/correlation-rule-reference
 */
export function readCorrelation(map: DataMap, find: FindRule): PantherSearch {
  const detection = entryOf(map, 'Detection')?.value;
  try {
    const [only, ...others] = detection?.kind === 'list' ? detection.items : [];
    if (only?.kind !== 'map' || others.length > 0)
      throw new Refused('its `Detection` is no list of one item', detection?.span ?? map.span);
    return entryOf(only, 'Sequence') === undefined ? groupOf(only, find) : sequenceOf(only, find);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const problem: Diagnostic = diagnose('panther/correlation', { problem: error.message }, error.span);
    return { search: undefined, given: [], diagnostics: [problem] };
  }
}

const ofGroup = ['Schedule', 'LookbackWindowMinutes', 'Group', 'MatchCriteria', 'EventEvaluationOrder'];

function groupOf(detection: DataMap, find: FindRule): PantherSearch {
  const group = entryOf(detection, 'Group')?.value;
  knownKeys(detection, ofGroup);
  if (group?.kind !== 'list') throw new Refused('it has neither a `Group` nor a `Sequence`', detection.span);
  const criteria = criteriaOf(entryOf(detection, 'MatchCriteria')?.value);
  const items = group.items.map(item => itemOf(item, criteria, find, ['MaxMatchCount']));
  if (new Set(items.map(({ name }) => name)).size < items.length)
    throw new Refused('two of its rules have one name', group.span);
  const schedule = scheduleOf(detection);
  const search: Correlate = {
    kind: 'correlate',
    inputs: items.map(({ name, search }) => ({ name, search })),
    aliases: criteria.size === 0 ? {} : { key: Object.fromEntries(items.flatMap(keyed)) },
    by: criteria.size === 0 ? [] : [field('key', 'panther')],
    window: { kind: 'schedule', ...schedule },
    ordered: false,
    measures: [],
    having: and(items.map(({ condition }) => condition)),
    origin: [detection.span],
  };
  return {
    search,
    schedule,
    given: [...new Set(items.flatMap(({ given }) => given))].sort(),
    diagnostics: [],
  };
}

function keyed({ name, key }: Item): readonly (readonly [string, Expression])[] {
  return key === undefined ? [] : [[name, key]];
}

/** Of each rule of the group, by its name there, what its matches share with the others; none where nothing is shared. */
function criteriaOf(tree: DataTree | undefined): ReadonlyMap<string, readonly DataTree[]> {
  if (tree === undefined || (tree.kind === 'scalar' && tree.value === null)) return new Map();
  const [only, ...others] = tree.kind === 'map' ? tree.entries : [];
  if (only?.value.kind !== 'list' || others.length > 0)
    throw new Refused('`MatchCriteria` of other than one value are not read', tree.span);
  return new Map((only.value as DataList).items.flatMap(criterionOf));
}

function criterionOf(tree: DataTree): readonly (readonly [string, readonly DataTree[]])[] {
  const [id, match] = tree.kind === 'map' ? [entryOf(tree, 'GroupID'), entryOf(tree, 'Match')] : [];
  if (id === undefined || match === undefined)
    throw new Refused('an item of `MatchCriteria` has a `GroupID` and a `Match`', tree.span);
  return [[String(plainData(id.value)), [match.value]]];
}
