import type { Stage } from '../../../src/ir/index.ts';
import { freshName, isMade, readBy, takenNames } from '../../keys-made.ts';

/**
 * Aggregates of ES|QL speak of the keys first: in `stats count_distinct(u) by u = to_lower(u)` it is the key that is counted
 * (resolveAggregate, https://github.com/elastic/elasticsearch/blob/main/x-pack/plugin/esql/src/main/java/org/elasticsearch/xpack/esql/analysis/Analyzer.java).
 * A key in the place of a field that a measure looks at bears another name while rows are grouped.
 */
export function withNamedKeys(stage: Stage): readonly Stage[] {
  if (stage.kind !== 'aggregate' && stage.kind !== 'joinAggregate') return [stage];
  const { by, measures, origin } = stage;
  const measured = readBy(measures);
  const taken = takenNames(by, measures);
  const fields: { from: string; to: string }[] = [];
  const keys = by.map(key => {
    if (!isMade(key) || !measured.has(key.name)) return key;
    const from = freshName(key.name, taken);
    fields.push({ from, to: key.name });
    return { ...key, name: from };
  });
  return fields.length === 0
    ? [stage]
    : [
        { ...stage, by: keys },
        { kind: 'rename', fields, origin },
      ];
}
