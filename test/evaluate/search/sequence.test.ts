import { describe, expect, test } from 'vitest';
import { found, letters } from './series.ts';

const step = (letter: string) => `[x where l == "${letter}"]`;

describe('sequences go through their stages as Elasticsearch has them', () => {
  test.each<[string, string, string, number[][]]>([
    ['in order', `sequence ${step('a')} ${step('b')}`, 'a b', [[0, 1]]],
    ['not in the other order', `sequence ${step('a')} ${step('b')}`, 'b a', []],
    ['other events between', `sequence ${step('a')} ${step('b')}`, 'a c b', [[0, 2]]],
    ['the newer event takes the place', `sequence ${step('a')} ${step('b')}`, 'a a b', [[1, 2]]],
    ['taken on once', `sequence ${step('a')} ${step('b')}`, 'a b b', [[0, 1]]],
    [
      'one event is one step',
      `sequence ${step('a')} ${step('a')}`,
      'a a a',
      [
        [0, 1],
        [1, 2],
      ],
    ],
    [
      'by a key',
      `sequence by k ${step('a')} ${step('b')}`,
      'a1 a2 b1 b2',
      [
        [0, 2],
        [1, 3],
      ],
    ],
    ['no key, no step', `sequence by k ${step('a')} ${step('b')}`, 'a b', []],
    [
      'an optional key joins absent to absent',
      `sequence by ?k ${step('a')} ${step('b')}`,
      'a a1 b b1',
      [
        [0, 2],
        [1, 3],
      ],
    ],
    ['runs', `sequence ${step('a')} with runs=2 ${step('b')}`, 'a a a b', [[1, 2, 3]]],
    ['runs not full', `sequence ${step('a')} with runs=3 ${step('b')}`, 'a a b', []],
    ['maxspan includes its end', `sequence with maxspan=2s ${step('a')} ${step('b')}`, 'a c b', [[0, 2]]],
    ['maxspan over', `sequence with maxspan=1s ${step('a')} ${step('b')}`, 'a c b', []],
    ['too late, and yet taken', `sequence with maxspan=1s ${step('a')} ${step('b')}`, 'a c b b', []],
    ['until discards', `sequence ${step('a')} ${step('b')} until ${step('u')}`, 'a u b', []],
    [
      'until discards of its key alone',
      `sequence by k ${step('a')} ${step('b')} until ${step('u')}`,
      'a1 a2 u1 b1 b2',
      [[1, 4]],
    ],
    ['until too late', `sequence ${step('a')} ${step('b')} until ${step('u')}`, 'a b u', [[0, 1]]],
    ['what ends may complete', `sequence ${step('a')} ${step('b')} until ${step('b')}`, 'a b', [[0, 1]]],
    ['what ends cannot begin', `sequence ${step('a')} ${step('b')} until ${step('a')}`, 'a b', []],
  ])('%s', (_, query, events, expected) => {
    expect(found(query, letters(events))).toEqual(expected);
  });
});

describe('missing events', () => {
  test.each<[string, string, string, number[][]]>([
    [
      'between, not there',
      `sequence with maxspan=9s ${step('a')} !${step('m')} ${step('b')}`,
      'a b',
      [[0, 1]],
    ],
    ['between, there', `sequence with maxspan=9s ${step('a')} !${step('m')} ${step('b')}`, 'a m b', []],
    ['before, there', `sequence with maxspan=2s !${step('m')} ${step('a')}`, 'm c a', []],
    ['before, longer ago', `sequence with maxspan=1s !${step('m')} ${step('a')}`, 'm c a', [[2]]],
    ['after, there', `sequence with maxspan=2s ${step('a')} !${step('m')}`, 'a c m', []],
    ['after, too late', `sequence with maxspan=1s ${step('a')} !${step('m')}`, 'a c m', [[0]]],
    ['after, at the end of the stream', `sequence with maxspan=9s ${step('a')} !${step('m')}`, 'a', [[0]]],
    [
      'both sides, room enough',
      `sequence with maxspan=3s !${step('m')} ${step('a')} !${step('m')}`,
      'm c a c m',
      [[2]],
    ],
    [
      'both sides, no room',
      `sequence with maxspan=4s !${step('m')} ${step('a')} !${step('m')}`,
      'm c a c m',
      [],
    ],
    [
      'of another key',
      `sequence by k with maxspan=9s ${step('a')} !${step('m')} ${step('b')}`,
      'a1 m2 b1',
      [[0, 2]],
    ],
    [
      'a candidate that fails does not stop the next',
      `sequence with maxspan=9s ${step('n')} ${step('n')} !${step('m')} ${step('n')}`,
      'n n m n n',
      [[1, 3, 4]],
    ],
  ])('%s', (_, query, events, expected) => {
    expect(found(query, letters(events))).toEqual(expected);
  });
});

describe('samples', () => {
  test.each<[string, string, string, number[][]]>([
    ['in any order', `sample by k ${step('a')} ${step('b')}`, 'b1 a1', [[0, 1]]],
    ['of one key', `sample by k ${step('a')} ${step('b')}`, 'b1 a2', []],
    ['different events', `sample by k ${step('a')} [x where true]`, 'a1', []],
    ['different events, found by giving way', `sample by k [x where true] ${step('a')}`, 'a1 b1', [[0, 1]]],
    ['one a key', `sample by k ${step('a')} ${step('b')}`, 'a1 b1 a1 b1', [[0, 1]]],
  ])('%s', (_, query, events, expected) => {
    expect(found(query, letters(events))).toEqual(expected);
  });
});

describe('pipes', () => {
  test.each<[string, string, string, number[][]]>([
    ['head', 'x where true | head 2', 'a b c', [[0], [1]]],
    ['tail', 'x where true | tail 2', 'a b c', [[1], [2]]],
    ['tail, then head', 'x where true | tail 2 | head 1', 'a b c', [[1]]],
    [
      'tail of sequences, by their last events whenever their spans are over',
      `sequence by k with maxspan=9s ${step('a')} ${step('b')} !${step('m')} | tail 1`,
      'a1 a2 b2 b1',
      [[0, 3]],
    ],
    [
      'tail of sequences, of which one waits for nothing',
      `sequence by k with maxspan=9s !${step('m')} ${step('a')} ${step('b')} !${step('m')} | tail 1`,
      'm1 a1 a2 b1 b2',
      [[2, 4]],
    ],
    ['head of sequences', `sequence ${step('a')} ${step('b')} | head 1`, 'a b a b', [[0, 1]]],
  ])('%s', (_, query, events, expected) => {
    expect(found(query, letters(events))).toEqual(expected);
  });
});
