import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compilePredicate } from '../../src/evaluate/index.ts';
import { isLeftOut } from './assumptions.ts';
import { dice, type EventData, eventsFor } from './events.ts';
import { before, table } from './expressions.ts';
import { handwritten } from './handwritten.ts';
import { handwrittenConstants, handwrittenCounts, handwrittenMatches } from './handwritten-constants.ts';
import { assumed, ruleOf, whereOf } from './lowering.ts';
import { samples } from './statements.ts';

const eventsEach = 200;

interface Case {
  readonly name: string;
  readonly code: string;
  readonly events: readonly EventData[];
}

const python = spawnSync('python3', ['--version']).status === 0;
if (!python) console.warn('python3 is not installed: rules are not compared with what Python makes of them');

function cases(): readonly Case[] {
  const roll = dice(11);
  const modules = [
    ...samples.map(({ name, module }) => ({ name, code: module, given: [] as EventData[] })),
    ...[...handwritten, ...handwrittenConstants, ...handwrittenMatches, ...handwrittenCounts].map(code => ({
      name: code,
      code,
      given: [] as EventData[],
    })),
    ...Object.values(table).flatMap(rows =>
      rows.map(([expression]) => ({
        name: expression,
        code: ruleOf(expression, before),
        given: [] as EventData[],
      })),
    ),
  ];
  return modules.map(({ name, code }) => ({
    name,
    code,
    events: eventsFor(whereOf(code), eventsEach, roll),
  }));
}

function runPython(all: readonly Case[]): readonly (readonly boolean[])[] {
  const input = all.map(({ code, events }) => JSON.stringify({ code, events })).join('\n');
  const { stdout, stderr } = spawnSync('python3', [join(import.meta.dirname, 'panther_event.py')], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (stderr !== '') throw new Error(stderr);
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as boolean[]);
}

test.runIf(python)('Python gives what the predicate says, wherever the assumptions hold', () => {
  const all = cases().filter(({ code }) => !/requests/.test(code));
  const results = runPython(all);
  const differences: string[] = [];
  let compared = 0;
  let matched = 0;
  for (const [index, { name, code, events }] of all.entries()) {
    const where = compilePredicate(whereOf(code));
    const assumes = assumed(code);
    for (const [at, event] of events.entries()) {
      if (isLeftOut(assumes, event)) continue;
      const expected = results[index]?.[at];
      compared += 1;
      if (expected) matched += 1;
      if (where(event) !== expected) differences.push(`${name}: ${expected} for ${JSON.stringify(event)}`);
    }
  }
  expect(differences.slice(0, 20)).toEqual([]);
  expect(compared).toBeGreaterThan(2500);
  expect(matched).toBeGreaterThan(800);
});
