import { beforeAll, describe, expect, test } from 'vitest';
import { targets } from '../../backends/index.ts';
import { type CompileOptions, compile, defaultProfile, type Translation } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Backend, Rule } from '../../src/ir/index.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const head =
  'title: t\nid: 0b0bd7ac-9d44-4ff1-8d9c-3f5a7b0dd5f4\nlogsource: {product: linux, category: process_creation}\n';

function ruleOf(detection: string): Rule {
  const [read] = sigmaReader.read(new SourceFile('r.yml', `${head}detection: ${detection}\n`), {
    placeholders: new Map(),
  });
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error(JSON.stringify(read?.diagnostics.map(each => each.message)));
  return rule;
}

let elastic: Backend;
beforeAll(async () => {
  const found = await targets.find(({ target }) => target === 'elastic')?.load();
  if (found === undefined) throw new Error('no target');
  elastic = found;
});

function translated(detection: string, unmapped: CompileOptions['unmapped']): Translation {
  const more = unmapped === undefined ? {} : { unmapped };
  return compile(ruleOf(detection), elastic, {
    casing: 'keep',
    strictFields: false,
    profile: defaultProfile,
    ...more,
  });
}

/** `Acme*` are fields that no table has. What is left of each rule, and how it stands to the whole. */
const rows: readonly (readonly [string, Translation['verdict'], string])[] = [
  ['{s: {Image: a.exe, AcmeRisk: 9}, condition: s}', 'broader', 'a conjunct'],
  ['{s: [{Image: a.exe}, {AcmeRisk: 9}], condition: s}', 'narrower', 'an alternative'],
  [
    '{s: {Image: a.exe}, f: {AcmeRisk: 9}, condition: s and not f}',
    'broader',
    'a filter goes with its `not`',
  ],
  [
    '{s: {Image: a.exe}, f: {User: x, AcmeRisk: 9}, condition: s and not f}',
    'narrower',
    'a conjunct of a filter',
  ],
  [
    '{s: {Image: a.exe}, f: [{User: x}, {AcmeRisk: 9}], condition: s and not f}',
    'broader',
    'an alternative of a filter',
  ],
  [
    '{s: {Image: a.exe}, f: {User: x, AcmeRisk: 9}, condition: s and not (not f)}',
    'broader',
    'a conjunct under two negations',
  ],
  [
    '{s: {Image: a.exe, AcmeRisk: 9}, f: {User: x, AcmeZone: z}, condition: s and not f}',
    'different',
    'one of each',
  ],
  ['{s: {Image: a.exe}, t: {AcmeRisk|fieldref: AcmeZone}, condition: s and t}', 'broader', 'both sides'],
  ['{s: {Image: a.exe}, t: {User|fieldref: AcmeZone}, condition: s or t}', 'narrower', 'one side'],
  ['{s: {AcmeRisk: 9}, condition: s}', 'refused', 'nothing is left'],
  ['{s: {AcmeRisk: 9}, t: {AcmeZone: z}, condition: s or not t}', 'refused', 'nothing is left of several'],
];

describe('--unmapped drop', () => {
  test.each(rows)('%s is %s: %s', async (detection, verdict) => {
    const translation = translated(detection, 'drop');
    expect(translation.verdict).toBe(verdict);
    expect(translation.query ?? '').not.toContain('Acme');
    expect(translation.given.filter(given => given.startsWith('same-name:'))).toEqual([]);
    if (verdict === 'refused') return;
    const { translation: verified, contradicted } = await verifyTranslation(ruleOf(detection), translation);
    expect(contradicted).toBe(false);
    expect(verified.verdict).toBe(verdict);
  });

  test('the reason names the field, the target and the source', () => {
    expect(translated('{s: {Image: a.exe, AcmeRisk: 9}, condition: s}', 'drop').reasons).toEqual([
      'AcmeRisk has no name in elastic for linux.process_creation, so what the rule asks of it is left out.',
    ]);
  });

  test('a rule whose fields are mapped stays exact', () => {
    expect(translated('{s: {Image: a.exe}, condition: s}', 'drop').verdict).toBe('exact');
  });

  test('a key cannot be left out', () => {
    const detection = '{s: {Image: a.exe}, timeframe: 5m, condition: s | count() by AcmeHost > 5}';
    const { verdict, diagnostics } = translated(detection, 'drop');
    expect(verdict).toBe('refused');
    expect(diagnostics.map(({ code }) => code)).toContain('plan/key-unmapped');
  });
});

describe('what else becomes of a field without a name', () => {
  const detection = '{s: {Image: a.exe, Comandline: x}, condition: s}';

  test('keep: its name, given', () => {
    const { given, verdict, diagnostics } = translated(detection, 'keep');
    expect(verdict).toBe('exact');
    expect(given).toContain('same-name:Comandline');
    expect(diagnostics.map(({ help }) => help)).toEqual([
      'did you mean CommandLine? else add it to fields: of ruleglot.config.yaml, under linux.process_creation (canonical: Comandline, elastic: its name there)',
    ]);
    expect(translated(detection, undefined).query).toBe(translated(detection, 'keep').query);
  });

  test('refuse: the field by name, with its place and the nearest name', () => {
    const { verdict, diagnostics } = translated(detection, 'refuse');
    expect(verdict).toBe('refused');
    expect(diagnostics.map(({ code, message, span }) => [code, message, span?.start])).toEqual([
      [
        'plan/strict-field',
        "no field map has 'Comandline' for kql, and rules with such fields are refused",
        head.length + 'detection: {s: {Image: a.exe, '.length,
      ],
    ]);
    expect(diagnostics[0]?.help).toContain('did you mean CommandLine?');
  });
});
