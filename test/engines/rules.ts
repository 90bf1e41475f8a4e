import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { available, corpusRules } from '../../bench/corpus/inputs.ts';
import { labelledEvents, type RuleEvent } from '../../src/cli/labelled-events.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Events, Rule } from '../../src/ir/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';

/** A rule over single events, with what is known of it. */
export interface JudgedRule {
  readonly path: string;
  readonly text: string;
  readonly rule: Rule;
  readonly search: Events;
  readonly labelled: readonly RuleEvent[];
}

/** Files of the project's own rules; folders beside a rule hold what it needs, and events are no rules. */
export function ownFiles(): readonly string[] {
  return readdirSync('rules')
    .sort()
    .flatMap(name => readdirSync(join('rules', name), { withFileTypes: true }))
    .filter(entry => entry.isFile() && !/\.(?:events|series)\.json$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

/** The rules of the project itself. */
export async function ownRules(): Promise<readonly JudgedRule[]> {
  const found: JudgedRule[] = [];
  for (const path of ownFiles()) found.push(...(await rulesIn(path)));
  return found;
}

async function rulesIn(path: string): Promise<readonly JudgedRule[]> {
  const text = readFileSync(path, 'utf8');
  const file = new SourceFile(path, text);
  const reader = await readerFor(file);
  const events = labelledEvents(path);
  return (reader?.read(file, { placeholders: new Map() }) ?? []).flatMap(read => {
    const rule = read.rule === undefined ? undefined : resolve(read.rule).value;
    return rule?.search.kind === 'events'
      ? [{ path, text, rule, search: rule.search, labelled: 'code' in events ? [] : events }]
      : [];
  });
}

/** Every so many-th public rule; none where they are not beside the project. */
export async function corpusSample(steps: {
  readonly sigma: number;
  readonly elastic: number;
}): Promise<readonly JudgedRule[]> {
  if (!available) return [];
  const sigma = (await corpusRules('sigma')).filter((_, index) => index % steps.sigma === 0);
  const elastic = (await corpusRules('elastic')).filter((_, index) => index % steps.elastic === 0);
  return [...sigma, ...elastic].flatMap(({ path, read: { rule } }) =>
    rule?.search.kind === 'events' && existsSync(path)
      ? [{ path, text: readFileSync(path, 'utf8'), rule, search: rule.search, labelled: [] }]
      : [],
  );
}
