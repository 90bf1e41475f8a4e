import { describe, expect, test } from 'vitest';
import { problemsOf, searchOf } from './lower-query.ts';

test('a sequence with keys, runs, a missing event and until', () => {
  const query = `sequence by host.id, ?user.id with maxspan=5m
    [process where a == 1] by x with runs=3
    ![file where true] by y
    [any where b] by z
    until [process where c == "end"] by w`;
  expect(searchOf(query)).toBe(`sequence within 300s
  step by host.id, ??user.id, x runs 3
    events (unknown source)
      and
        event.category = "process"
        a = 1
  absent by host.id, ??user.id, y
    events (unknown source)
      event.category = "file"
  step by host.id, ??user.id, z
    events (unknown source)
      b = true
  until
  step by host.id, ??user.id, w
    events (unknown source)
      and
        event.category = "process"
        c = "end"`);
});

test('a sample', () => {
  expect(searchOf('sample by host.id [any where a] [any where b]')).toBe(`sample
  step by host.id
    events (unknown source)
      a = true
  step by host.id
    events (unknown source)
      b = true`);
});

describe('spans', () => {
  test.each([
    ['1s', '1s'],
    ['10m', '600s'],
    ['2h', '7200s'],
    ['1d', '86400s'],
    ['500ms', '0.5s'],
  ])('maxspan=%s', (span, seconds) => {
    const query = `sequence with maxspan=${span} [any where true] [any where true]`;
    expect(searchOf(query).split('\n')[0]).toBe(`sequence within ${seconds}`);
  });
});

describe('what a group may not be', () => {
  const two = '[any where true] [any where true]';
  test.each([
    ['sequence [any where true]', 'eql/group'],
    ['sequence [any where true] with runs=1', 'eql/group'],
    [`sequence ${two} with runs=0`, 'eql/group'],
    [`sequence ${two} with runs=101`, 'eql/group'],
    [`sequence ${two} with turns=2`, 'eql/group'],
    [`sequence with maxspan=5 ${two}`, 'eql/group'],
    [`sequence with maxspan=1.5m ${two}`, 'eql/group'],
    [`sequence with maxspan=5y ${two}`, 'eql/group'],
    ['sequence [any where true] ![any where true]', 'eql/group'],
    ['sequence with maxspan=1m ![any where true] ![any where true]', 'eql/group'],
    ['sequence [any where true] by a [any where true]', 'eql/group'],
    [`sequence with maxspan=1m ${two} until ![any where true]`, 'eql/group'],
    [`sample ${two}`, 'eql/group'],
    ['sample by a [any where true]', 'eql/group'],
    ['sample by a [any where true] ![any where true]', 'eql/group'],
    [`join by a ${two}`, 'eql/group'],
    [`sample by a with maxspan=1m ${two}`, 'eql/unexpected-token'],
  ])('%s', (query, code) => {
    expect(problemsOf(query).map(([found]) => found)).toEqual([code]);
  });

  test('one event that runs is a sequence', () => {
    expect(searchOf('sequence [any where true] with runs=2')).toMatch(/^sequence\n {2}step runs 2/);
  });
});

describe('pipes', () => {
  const stagesOf = (query: string): readonly string[] =>
    searchOf(query)
      .split('\n')
      .flatMap(line => {
        const [, text] = /^ *\| (.*)$/.exec(line) ?? [];
        if (text === undefined) return [];
        const stage = JSON.parse(text) as { kind: string; rows?: number; from?: string; by?: object[] };
        const [first] = (stage.by ?? []) as { readonly descending: boolean }[];
        return first === undefined
          ? `${stage.kind} ${stage.from} ${stage.rows}`
          : `${stage.kind} ${first.descending ? 'desc' : 'asc'}`;
      });

  test.each([
    ['sequence [any where a] [any where b] | head 5', ['limit head 5']],
    ['sequence [any where a] [any where b] | tail 3', ['limit tail 3']],
    ['any where a | head 5', ['sort asc', 'limit head 5']],
    ['any where a | tail 3', ['sort asc', 'sort desc', 'limit head 3', 'sort asc']],
  ])('%s', (query, stages) => {
    expect(stagesOf(query)).toEqual(stages);
  });

  test.each([
    ['any where a | unique b', '| unique'],
    ['any where a | head', '| head'],
    ['any where a | head -1', '| head'],
    ['any where a | count', '| count'],
    ['any where a | nosuch', '| nosuch'],
  ])('%s is refused', (query, place) => {
    expect(problemsOf(query)).toEqual([['eql/pipe', place.slice(2)]]);
  });
});
