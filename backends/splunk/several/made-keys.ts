import { fieldsOf, type Measure, type Named } from '../../../src/ir/index.ts';
import { freshName, isMade, readBy, takenNames } from '../../keys-made.ts';

export interface MadeKeys {
  /** What eval assigns, in the order in which it does. */
  readonly assigned: readonly Named[];
  /** Keys that stand under another name while rows are grouped: the name, and the key's own. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * eval assigns one field after another, and what follows reads what it left
 * (https://help.splunk.com/en/splunk-enterprise/search/spl-search-reference/9.4/search-commands/eval), where keys of the IR are all of the row
 * as it was, and so are measures. A key in the place of a field comes after those that are made of the field, and under a name of its own
 * where a measure, or a key of which it is made itself, looks at the field.
 */
export function madeKeys(by: readonly Named[], measures: readonly Measure[]): MadeKeys {
  const left = by.filter(isMade);
  const taken = takenNames(by, measures);
  const measured = readBy(measures);
  const renamed = new Map<string, string>();
  const assigned: Named[] = [];
  while (left.length > 0) {
    const free = left.findIndex(
      key => !measured.has(key.name) && left.every(other => other === key || !reads(other, key.name)),
    );
    const [key] = left.splice(Math.max(free, 0), 1);
    if (key === undefined) break;
    if (free < 0) renamed.set(freshName(key.name, taken), key.name);
    assigned.push(free < 0 ? { ...key, name: [...renamed.keys()].at(-1) ?? key.name } : key);
  }
  return { assigned, renamed };
}

function reads({ value }: Named, name: string): boolean {
  return fieldsOf(value).some(field => field.name === name);
}
