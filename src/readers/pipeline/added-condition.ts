import type { DataMap, DataTree } from '../../source/index.ts';
import { isTrue, mapAt, textAt, withText } from './parameters.ts';
import type { PipelineItem } from './pipeline.ts';

/** What `add_condition` joins to a rule: a map of items, or what does not fit it. */
export interface Added {
  /** With one selection, `added`. */
  readonly detection: DataMap;
  readonly negated: boolean;
}

/** With `template`, `$category`, `$product` and `$service` are those of the rule. */
export function addedCondition({ map, span }: PipelineItem, document: DataMap): Added {
  const conditions = mapAt(map, 'conditions') ?? { kind: 'map' as const, entries: [], span };
  const source = mapAt(document, 'logsource');
  const fill = (text: string): string =>
    text.replaceAll(
      /\$\{?(category|product|service)\}?/g,
      (all, key: string) => (source && textAt(source, key)) ?? all,
    );
  const filled = isTrue(map, 'template') ? inTexts(conditions, fill) : conditions;
  const key = map.entries[0]?.key;
  const entries = key === undefined ? [] : [{ key: withText(key, 'added'), value: filled }];
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
