import type { DataMap, DataTree } from '../../source/index.ts';
import { isOfKeywords, isTrue, mapAt, textAt, withText } from './parameters.ts';
import type { PipelineItem } from './pipeline.ts';

/** What `add_condition` joins to a rule: a map of items, or what does not fit it. */
export interface Added {
  /** Selections that hold together. */
  readonly detection: DataMap;
  readonly negated: boolean;
}

/** With `template`, `$category`, `$product` and `$service` are those of the rule, or `None`. Without a field, values are keywords. */
export function addedCondition({ map, span }: PipelineItem, document: DataMap): Added {
  const conditions = mapAt(map, 'conditions') ?? { kind: 'map' as const, entries: [], span };
  const source = mapAt(document, 'logsource');
  const fill = (text: string): string =>
    text.replaceAll(
      /\$\{?(category|product|service)\}?/g,
      (_, key: string) => (source && textAt(source, key)) ?? 'None',
    );
  const filled = isTrue(map, 'template') ? inTexts(conditions, fill) : conditions;
  const key = map.entries[0]?.key;
  if (key === undefined || filled.kind !== 'map')
    return { detection: { kind: 'map', entries: [], span }, negated: isTrue(map, 'negated') };
  const items = filled.entries.filter(entry => !isOfKeywords(entry));
  const parts: readonly DataTree[] = [
    ...(items.length > 0 || filled.entries.length === 0 ? [{ ...filled, entries: items }] : []),
    ...filled.entries.filter(isOfKeywords).map(({ value }) => value),
  ];
  const entries = parts.map((value, at) => ({ key: withText(key, `added${at}`), value }));
  return { detection: { kind: 'map', entries, span }, negated: isTrue(map, 'negated') };
}

function inTexts(tree: DataTree, fill: (text: string) => string): DataTree {
  switch (tree.kind) {
    case 'scalar':
      return typeof tree.value === 'string' ? withText(tree, fill(tree.written)) : tree;
    case 'list':
      return { ...tree, items: tree.items.map(item => inTexts(item, fill)) };
    case 'map':
      return {
        ...tree,
        entries: tree.entries.map(({ key, value }) => ({ key, value: inTexts(value, fill) })),
      };
  }
}
