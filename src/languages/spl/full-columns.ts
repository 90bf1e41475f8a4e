import type { Stage } from '../../ir/index.ts';

/**
 * Columns that have a value in each row: keys of `stats`, which leaves out events without one, and counts.
 * https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/search-commands/stats
 */
export function fullColumns(stages: readonly Stage[]): ReadonlySet<string> {
  let full = new Set<string>();
  for (const stage of stages) {
    switch (stage.kind) {
      case 'aggregate':
        full = new Set([...stage.by, ...stage.measures.filter(isCount)].map(({ name }) => name));
        break;
      case 'joinAggregate':
      case 'window':
        for (const { name } of stage.measures) full.delete(name);
        break;
      case 'rename':
        full = new Set([...full].map(name => stage.fields.find(({ from }) => from === name)?.to ?? name));
        break;
      case 'filter':
      case 'sort':
      case 'limit':
      case 'keep':
      case 'drop':
        break;
      default:
        full = new Set();
    }
  }
  return full;
}

function isCount({ function: kind }: { readonly function: string }): boolean {
  return kind === 'count' || kind === 'countDistinct';
}
