import type { Stage } from '../../ir/index.ts';
import { type Environment, type Renaming, rename } from './environment.ts';

interface Open {
  readonly renaming: Renaming;
  /** Fields that were made since. */
  readonly made: Set<string>;
}

/**
 * Renamings by wildcards of rows whose fields are not known: `rename properties.* as *`. Who asks for a field later gets what was
 * renamed to it, or the field itself where nothing was.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/rename
 */
export class OpenRenamings {
  readonly #all: Open[] = [];

  get some(): boolean {
    return this.#all.length > 0;
  }

  add(renaming: Renaming): void {
    this.#all.push({ renaming, made: new Set() });
  }

  make(names: readonly string[]): void {
    for (const { made } of this.#all) for (const name of names) made.add(name);
  }

  over(fields: Environment): Environment {
    return this.#all.reduce((outer, { renaming, made }): Environment => {
      const inner = rename(outer, renaming);
      return { ...inner, get: (name, origin) => (made.has(name) ? outer : inner).get(name, origin) };
    }, fields);
  }
}

/** The fields that a stage makes; undefined where what it does hangs on the names of others. */
export function madeBy(stage: Stage): readonly string[] | undefined {
  switch (stage.kind) {
    case 'filter':
    case 'limit':
    case 'sort':
    case 'dedup':
    case 'aggregate':
      return [];
    case 'extend':
      return stage.fields.map(({ name }) => name);
    case 'extract':
      return stage.fields;
    case 'window':
    case 'joinAggregate':
      return stage.measures.map(({ name }) => name);
    default:
      return undefined;
  }
}
