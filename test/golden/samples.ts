import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBeside } from '../../src/cli/files-beside.ts';
import { labelledEvents, type RuleEvent } from '../../src/cli/labelled-events.ts';
import { resolve } from '../../src/fields/index.ts';
import { type ReadRule, readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';

/** One of our own rules: a folder of `rules/` with the rule's file and its labelled events. */
export interface Sample {
  readonly name: string;
  readonly path: string;
  readonly rules: readonly ReadRule[];
  readonly events: readonly RuleEvent[];
  /** Of a search over several events: `NAME.series.json`. */
  readonly series: readonly Series[];
}

/** Events with an `@timestamp`, and of each alert that they raise the places of its events. */
export interface Series {
  readonly name: string;
  readonly events: readonly Readonly<Record<string, unknown>>[];
  readonly alerts: readonly (readonly number[])[];
  /** The tables of its lookups, by name. */
  readonly tables?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

export const placeholders: ReadonlyMap<string, readonly string[]> = new Map([
  ['Administrators', ['root', 'admin-anna']],
  ['DomainControllers', ['DC01', 'DC02']],
]);

/** Every sample, by name. */
export async function samples(): Promise<readonly Sample[]> {
  const names = readdirSync('rules', { withFileTypes: true }).filter(entry => entry.isDirectory());
  return Promise.all(names.map(entry => sample(entry.name)));
}

async function sample(name: string): Promise<Sample> {
  const folder = join('rules', name);
  const file = readdirSync(folder).find(
    each => /\.\w+$/.test(each) && !/\.(?:events\.json|series\.json|py)$/.test(each),
  );
  if (file === undefined) throw new Error(`${folder} has no rule`);
  const path = join(folder, file);
  const source = new SourceFile(path, readFileSync(path, 'utf8'));
  const reader = await readerFor(source);
  if (reader === undefined) throw new Error(`nothing reads ${path}`);
  const events = labelledEvents(path);
  if ('code' in events) throw new Error(events.message);
  const rules = reader.read(source, { placeholders, beside: filesBeside(undefined) }).map(resolved);
  return { name, path, rules, events, series: seriesOf(path) };
}

function seriesOf(rulePath: string): readonly Series[] {
  const path = rulePath.replace(/\.[^.]+$/, '.series.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as readonly Series[]) : [];
}

function resolved(read: ReadRule): ReadRule {
  if (read.rule === undefined) return read;
  const { value, diagnostics } = resolve(read.rule);
  return { ...read, rule: value, diagnostics: [...read.diagnostics, ...diagnostics] };
}
