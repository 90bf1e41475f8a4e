import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { targets } from '../../backends/index.ts';
import { targetEvents } from '../../src/cli/target-events.ts';
import { compile, defaultProfile, eventView, searchView, writeDocuments } from '../../src/compile/index.ts';
import { formatDiagnostic } from '../../src/diagnostics/index.ts';
import { compilePredicate, runSearch } from '../../src/evaluate/index.ts';
import { type Backend, printSearch } from '../../src/ir/index.ts';
import type { ReadRule } from '../../src/readers/index.ts';
import { type Sample, samples } from './samples.ts';

const all = await samples();
const backends = await Promise.all(targets.map(entry => entry.load()));
const splunk = backends.find(({ target }) => target === 'splunk') as Backend;
const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
const written = new Set<string>();

test('there are samples', () => {
  expect(all.length).toBeGreaterThanOrEqual(60);
});

for (const sample of all) {
  test(`${sample.name}: IR`, async () => {
    const text = sample.rules.map(irOf).join('\n---\n');
    await expectGolden(join(sample.name, 'ir.txt'), `${text}\n`);
  });

  if (sample.series.length > 0)
    test(`${sample.name}: series of events`, () => {
      expect(sample.series.map(({ alerts }) => alerts.length > 0)).toContain(true);
      expect(sample.series.map(({ alerts }) => alerts.length > 0)).toContain(false);
      for (const { name, events, alerts, tables } of sample.series)
        expect({ name, alerts: alertsOf(sample, events, tables) }).toEqual({ name, alerts });
    });
  else
    test(`${sample.name}: labelled events`, () => {
      expect(sample.events.map(event => event.matches)).toContain(true);
      expect(sample.events.map(event => event.matches)).toContain(false);
      expect(wrongEvents(sample)).toEqual([]);
    });

  for (const backend of backends)
    test(`${sample.name}: ${backend.target}`, async () => {
      for (const read of sample.rules) await expectTarget(sample, read, backend);
    });

  if (sample.rules.some(({ rule }) => rule?.search.kind === 'newTerms'))
    test(`${sample.name}: splunk, with a table of what was seen`, async () => {
      for (const read of sample.rules) await expectTarget(sample, read, splunk, 'lookup');
    });
}

test('there is no golden file without its sample', () => {
  const there = readdirSync('golden', { recursive: true, withFileTypes: true }).filter(entry =>
    entry.isFile(),
  );
  const paths = there.map(entry => join(entry.parentPath, entry.name));
  expect(paths.filter(path => !written.has(path))).toEqual([]);
});

function irOf(read: ReadRule): string {
  const diagnostics = read.diagnostics.map(each => formatDiagnostic(each, read.location.path));
  return [...diagnostics, ...(read.rule ? [printSearch(read.rule.search)] : [])].join('\n');
}

/** The events of each alert of a sample's rules. */
function alertsOf(
  { rules }: Sample,
  events: Sample['series'][number]['events'],
  tables: Sample['series'][number]['tables'] = {},
): readonly (readonly number[])[] {
  return rules.flatMap(({ rule }) => {
    if (rule === undefined) return [];
    const { search } = searchView(rule, rule.metadata.vendor);
    const schedule = rule.schedule === undefined ? {} : { schedule: rule.schedule };
    return runSearch(search, events, { ...schedule, tables }).map(alert => [...alert.events]);
  });
}

/** A rule matches all its matching events and none of the near misses; of several parts one suffices. */
function wrongEvents({ rules, events }: Sample): readonly string[] {
  const views = rules.flatMap(read =>
    read.rule ? [eventView(read.rule, read.rule.metadata.vendor, false)] : [],
  );
  const tests = views.flatMap(view => (view ? [compilePredicate(view.predicate)] : []));
  if (tests.length === 0) return [];
  return events
    .filter(event => tests.some(matches => matches(event.event)) !== event.matches)
    .map(event => event.name);
}

/** `lookup`: as `--new-terms lookup` has it, in a folder of its own. */
async function expectTarget(
  sample: Sample,
  read: ReadRule,
  backend: Backend,
  newTerms: 'search' | 'lookup' = 'search',
): Promise<void> {
  if (read.rule === undefined) return;
  const folder = newTerms === 'search' ? backend.target : `${backend.target}-${newTerms}`;
  const translation = compile(read.rule, backend, { ...options, newTerms });
  const { planned, dialect } = translation;
  const part = read.location.document + read.location.part;
  const fileName = sample.name.replaceAll('-', '_') + (part === 0 ? '' : `_${part + 1}`);
  const events =
    planned === undefined || dialect === undefined
      ? []
      : targetEvents(read.rule, sample.events, dialect.vendor, planned);
  const format = backend.formats[0] ?? '';
  const documents = writeDocuments(translation, backend, { format, fileName, events });
  const lines = [
    `verdict: ${translation.verdict}`,
    ...translation.given.map(given => `given: ${given}`),
    ...[...translation.diagnostics, ...documents.diagnostics].map(each =>
      formatDiagnostic(each, sample.path),
    ),
    '',
    translation.query ?? '',
  ];
  await expectGolden(join(sample.name, folder, `${fileName}.txt`), `${lines.join('\n').trimEnd()}\n`);
  for (const file of documents.files) await expectGolden(join(sample.name, folder, file.path), file.text);
}

async function expectGolden(path: string, text: string): Promise<void> {
  written.add(join('golden', path));
  await expect(text).toMatchFileSnapshot(join('..', '..', 'golden', path));
}
