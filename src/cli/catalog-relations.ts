import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CatalogRule,
  comparablePairs,
  type ProvedRelation,
  type RulePair,
  relationBetween,
  turned,
} from '../catalog/index.ts';
import type { Rule } from '../ir/index.ts';
import { cacheFolder } from './catalog-store.ts';
import { makeFolder } from './make-folder.ts';
import { replaceFile } from './replace-file.ts';
import { readRuleFile } from './rule-stream.ts';
import type { Run } from './run.ts';

/** What was found of pairs of rules, by what their files hold; null where nothing could be proved. */
type Found = Record<string, ProvedRelation | null>;

/** How similar rules stand to each other. What a former run proved of files that are as they were is not proved again. */
export class CatalogRelations {
  readonly #output: string;
  readonly #keys: Readonly<Record<string, string>>;
  readonly #found: Found = {};

  /** `keys` are of files: equal ones hold the same rules. */
  constructor(output: string, keys: Readonly<Record<string, string>>) {
    this.#output = output;
    this.#keys = keys;
  }

  async prove(rules: readonly CatalogRule[], run: Run, isFresh: boolean): Promise<void> {
    const former = isFresh ? {} : this.#former();
    const waiting: RulePair[] = [];
    for (const pair of comparablePairs(rules)) {
      const known = former[this.#keyOf(pair)];
      if (known === undefined) waiting.push(pair);
      else this.#found[this.#keyOf(pair)] = known;
    }
    const read = await rulesOf(waiting, run);
    for (const [done, pair] of waiting.entries()) {
      const [first, second] = [read.get(placeOf(pair[0])), read.get(placeOf(pair[1]))];
      const relation = first && second && relationBetween(first, second);
      this.#found[this.#keyOf(pair)] = relation ?? null;
      run.terminal.progress(done + 1, waiting.length, 'pairs of similar rules');
    }
  }

  /** How another rule stands to a rule. */
  of(rule: CatalogRule, other: CatalogRule): ProvedRelation | undefined {
    if (rule.index < other.index) return this.#found[this.#keyOf([rule, other])] ?? undefined;
    const found = this.#found[this.#keyOf([other, rule])];
    return found ? turned(found) : undefined;
  }

  save(): void {
    makeFolder(cacheFolder(this.#output));
    replaceFile(this.#path(), JSON.stringify(this.#found));
  }

  #former(): Found {
    try {
      return JSON.parse(readFileSync(this.#path(), 'utf8')) as Found;
    } catch {
      return {};
    }
  }

  #path(): string {
    return join(cacheFolder(this.#output), 'relations.json');
  }

  #keyOf(pair: RulePair): string {
    return pair
      .map(({ path, document, part }) => `${this.#keys[path] ?? path}:${document}:${part}`)
      .join(' ');
  }
}

function placeOf({ path, document, part }: CatalogRule): string {
  return `${path}:${document}:${part}`;
}

async function rulesOf(pairs: readonly RulePair[], run: Run): Promise<ReadonlyMap<string, Rule>> {
  const rules = new Map<string, Rule>();
  const paths = [...new Set(pairs.flatMap(pair => pair.map(({ path }) => path)))];
  const quiet = { ...run, terminal: { ...run.terminal, diagnostic: () => undefined } };
  for (const [done, path] of paths.entries()) {
    const { rules: found } = path === '-' ? { rules: [] } : await readRuleFile(path, quiet);
    for (const { rule, location } of found)
      if (rule !== undefined) rules.set(`${path}:${location.document}:${location.part}`, rule);
    run.terminal.progress(done + 1, paths.length, 'similar rules read');
  }
  return rules;
}
