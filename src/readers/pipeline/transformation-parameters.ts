import { type Diagnostic, diagnose, nearestName } from '../../diagnostics/index.ts';
import { type DataEntry, type DataMap, entryOf } from '../../source/index.ts';
import { pythonRegex } from './python-regex.ts';
import type { ItemKind } from './read-items.ts';
import { type postprocessingTypes, type transformationTypes, words } from './types.ts';

type TransformationType = (typeof transformationTypes)[number];
type PostprocessingType = (typeof postprocessingTypes)[number];

/** What each transformation takes; what it must have is first, and `?` stands before the rest. */
export const transformationParameters: Readonly<Record<TransformationType, string>> = {
  field_name_mapping: 'mapping',
  field_name_prefix_mapping: 'mapping',
  field_name_suffix: 'suffix',
  field_name_prefix: 'prefix',
  drop_detection_item: '',
  hashes_fields: 'valid_hash_algos ? field_prefix drop_algo_prefix field_to_parse',
  extract_fields: 'regex ? field_prefix preserve_unmatched',
  wildcard_placeholders: '? include exclude',
  value_placeholders: '? include exclude',
  add_condition: 'conditions ? name template negated',
  change_logsource: '? category product service',
  add_field: 'field',
  remove_field: 'field',
  set_field: '? fields field',
  replace_string: 'regex replacement ? skip_special interpret_special',
  map_string: 'mapping',
  set_state: 'key val',
  set_value: 'value ? force_type',
  convert_type: 'target_type',
  rule_failure: '? message',
  detection_item_failure: '? message',
  strict_field_mapping_failure: '',
  set_custom_attribute: 'attribute value',
  case: '? method',
  regex: '? method',
  nest: 'items',
};

export const postprocessingParameters: Readonly<Record<PostprocessingType, string>> = {
  embed: '? prefix suffix',
  simple_template: 'template',
  template: 'template ? path autoescape vars',
  json: 'json_template',
  replace: 'pattern replacement',
  nest: 'items',
};

const ofAll = ['id', 'type', 'enabled', 'tags', 'description', 'author', 'comment'];
const ofConditions = /^(?:rule|detection_item|field_name)_cond(?:itions|_op|_not|_expr)$/;

/** What is wrong with the parameters of a transformation: one that is missing, or that there is none of. */
export function wrongParameters(type: string, map: DataMap, kind: ItemKind): readonly Diagnostic[] {
  const table: Readonly<Record<string, string>> =
    kind === 'transformation' ? transformationParameters : postprocessingParameters;
  const taken = Object.hasOwn(table, type) ? table[type] : undefined;
  if (taken === undefined) return [];
  const [needed = [], others = []] = taken.split('?').map(words);
  const known = [...needed, ...others, ...ofAll];
  const missing = needed
    .filter(name => entryOf(map, name) === undefined)
    .map(name => diagnose('pipeline/shape', { key: type, expected: `given its \`${name}\`` }, map.span));
  const unknown = map.entries
    .filter(({ key }) => !known.includes(key.written) && !ofConditions.test(key.written))
    .map(({ key }) => {
      const nearest = nearestName(key.written, known);
      return diagnose('pipeline/unknown-type', { what: 'parameter', name: key.written, nearest }, key.span);
    });
  return [
    ...missing,
    ...unknown,
    ...misshapen(map),
    ...unreadable(map),
    ...both(map),
    ...(type === 'extract_fields' ? unnamed(map) : []),
  ];
}

/** Tables of names and values are maps, whose values are texts or lists of texts. */
function misshapen(map: DataMap): readonly Diagnostic[] {
  return ['mapping', 'conditions'].flatMap(key => {
    const value = entryOf(map, key)?.value;
    if (value === undefined) return [];
    if (value.kind !== 'map') return [diagnose('pipeline/shape', { key, expected: 'a map' }, value.span)];
    return value.entries
      .filter(entry => !isOfPlainValues(entry))
      .map(entry => {
        const expected = 'one value or a list of values';
        return diagnose('pipeline/shape', { key: entry.key.written, expected }, entry.value.span);
      });
  });
}

function isOfPlainValues({ value }: DataEntry): boolean {
  return (
    value.kind === 'scalar' || (value.kind === 'list' && value.items.every(({ kind }) => kind === 'scalar'))
  );
}

function unreadable(map: DataMap): readonly Diagnostic[] {
  const value = entryOf(map, 'regex')?.value;
  if (value === undefined || (value.kind === 'scalar' && pythonRegex(value.written) !== undefined)) return [];
  return [diagnose('pipeline/shape', { key: 'regex', expected: 'a regex that can be read' }, value.span)];
}

/** Placeholders are those that are named, or all but those. */
function both(map: DataMap): readonly Diagnostic[] {
  const exclude = entryOf(map, 'exclude');
  if (exclude === undefined || entryOf(map, 'include') === undefined) return [];
  return [diagnose('pipeline/shape', { key: 'exclude', expected: 'without `include`' }, exclude.value.span)];
}

/** Fields are named by the groups of their regex. */
function unnamed(map: DataMap): readonly Diagnostic[] {
  const value = entryOf(map, 'regex')?.value;
  if (value === undefined || (value.kind === 'scalar' && value.written.includes('(?P<'))) return [];
  return [diagnose('pipeline/shape', { key: 'regex', expected: 'a regex with named groups' }, value.span)];
}
