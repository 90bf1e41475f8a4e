import type { EventData } from '../../bench/corpus/inputs.ts';
import { Random } from '../../bench/mutants/random.ts';
import { resolve } from '../../src/fields/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { nested } from './events.ts';
import { eql } from './invented/eql.ts';
import { esql } from './invented/esql.ts';
import { kql, lucene } from './invented/query-strings.ts';
import { sigma } from './invented/sigma.ts';
import { spl } from './invented/spl.ts';
import { elasticFields, others, sigmaFields, splunkFields, texts } from './invented/values.ts';
import type { JudgedRule } from './rules.ts';

/** Rules by chance, the same in each run (`SEED=2` makes others), with events made of the same values. */
export async function inventedRules(count: number): Promise<readonly JudgedRule[]> {
  const random = new Random(Number(process.env['SEED'] ?? 41));
  const found: JudgedRule[] = [];
  for (let index = 0; index < count; index++) {
    const [kind, write] = writers[index % writers.length] ?? ['sigma', sigma];
    const path = `invented/${index}.${kind === 'sigma' ? 'yml' : kind}`;
    const fields = kind === 'sigma' ? sigmaFields : kind === 'spl' ? splunkFields : elasticFields;
    found.push(...(await rulesIn(path, write(random), random, fields)));
  }
  return found;
}

async function rulesIn(
  path: string,
  text: string,
  random: Random,
  fields: readonly string[],
): Promise<readonly JudgedRule[]> {
  const file = new SourceFile(path, text);
  const reader = await readerFor(file);
  const labelled = Array.from({ length: 24 }, (_, at) => ({
    name: `${at}`,
    matches: false,
    event: eventOf(text, random, fields),
  }));
  return (reader?.read(file, { placeholders: new Map() }) ?? []).flatMap(read => {
    const rule = read.rule === undefined ? undefined : resolve(read.rule).value;
    return rule?.search.kind === 'events' ? [{ path, text, rule, search: rule.search, labelled }] : [];
  });
}

function eventOf(rule: string, random: Random, fields: readonly string[]): EventData {
  const event: Record<string, unknown> = {};
  const own = texts.filter(text => text.trim().length > 0 && rule.includes(text));
  if (fields === elasticFields && random.below(3) === 0)
    event['source.ip'] = random.one(['10.1.2.3', '192.168.0.1', 'fe80::1']);
  for (const name of fields) {
    const value = heldBy(random, own);
    if (value !== undefined) event[name] = value;
  }
  return fields === elasticFields ? (nested(event) ?? event) : event;
}

function heldBy(random: Random, own: readonly string[]): unknown {
  const text = (random.below(2) === 0 ? random.one(own) : undefined) ?? random.one(texts) ?? '';
  switch (random.below(8)) {
    case 0:
      return text.toUpperCase();
    case 1:
      return text.toLowerCase();
    case 2:
      return `x${text}`;
    case 3:
      return `${text}x`;
    case 4:
      return random.one(others);
    default:
      return text;
  }
}

const writers: readonly (readonly [string, (random: Random) => string])[] = [
  ['sigma', sigma],
  ['kql', kql],
  ['lucene', lucene],
  ['eql', eql],
  ['sigma', sigma],
  ['esql', esql],
  ['spl', spl],
];
