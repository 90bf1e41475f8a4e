import { expect, test } from 'vitest';
import { detection, item, lowered } from './reading.ts';

test.each([
  ["A: 'x'", 'A =~ "x"'],
  ["A: ['x', 'y']", 'A =~ "x", "y"'],
  ["A: ['x', 'y*']", 'A like~ "x", "y"*'],
  ['A: 5', 'A =~ 5'],
  ["A: '5'", 'A =~ "5"'],
  ['A: 1.5', 'A =~ 1.5'],
  ['A: 0x10', 'A =~ 16'],
  ['A: 1e3', 'A =~ "1e3" ! read/yaml-word 6:8'],
  ['A: 1.5e+3', 'A =~ 1500'],
  ['A: 1.5e3', 'A =~ "1.5e3" ! read/yaml-word 6:8'],
  ['A: 010', 'A =~ 8 ! read/yaml-word 6:8'],
  ['A: 08', 'A =~ "08" ! read/yaml-word 6:8'],
  ['A: 0o10', 'A =~ "0o10" ! read/yaml-word 6:8'],
  ['A: 0b11', 'A =~ 3 ! read/yaml-word 6:8'],
  ['A: 1_000', 'A =~ 1000 ! read/yaml-word 6:8'],
  ['A: -1:30', 'A =~ -90 ! read/yaml-word 6:8'],
  ['A: 12:30:45', 'A =~ 45045 ! read/yaml-word 6:8'],
  ['A: 1:30.5', 'A =~ 90.5 ! read/yaml-word 6:8'],
  ['A: 00:11:22', 'A =~ "00:11:22"'],
  ['A: 0777777777777777777777', 'A =~ "9223372036854775807" ! read/yaml-word 6:8'],
  ['A: +.5', 'A =~ "+.5" ! read/yaml-word 6:8'],
  ['A: -0', 'A =~ 0'],
  ['A: 18446744073709551615', 'A =~ "18446744073709551615"'],
  ['A: 0xFFFFFFFFFFFFFFFF', 'A =~ "18446744073709551615"'],
  ['A: -9007199254740993', 'A =~ "-9007199254740993"'],
  ['A: .nan', 'A =~ ".nan"'],
  ['A: true', 'A =~ true'],
  ["A: 'true'", 'A =~ "true"'],
  ['A: yes', 'A =~ true ! read/yaml-word 6:8'],
  ['A: [On, off]', 'A =~ true, false ! read/yaml-word 6:9 ! read/yaml-word 6:13'],
  ['A: [\'yes\', "010"]', 'A =~ "yes", "010"'],
  ['A: y', 'A =~ "y"'],
  ['yes: x', 'yes =~ "x"'],
  ['A: 2025-01-02', 'A =~ "2025-01-02"'],
  ["A: [4624, 'x', true]", 'A =~ 4624, "x", true'],
  ["A: [4624, 'x*']", 'or A like~ "x"* A =~ 4624'],
  ['A: null', 'not exists A'],
  ['A:', 'not exists A'],
  ['A: ~', 'not exists A'],
  ["A: ''", 'A =~ ""'],
  ["A: ['', '-']", 'A =~ "", "-"'],
  ["A: ['', null]", 'or A =~ "" not exists A ! lower/null-in-list 6:13'],
  ["A: ['x', ['y', 'z']]", 'A =~ "x", "y", "z" ! lower/nested-list 6:14'],
  ['A: !!str 5', 'A =~ "5"'],
  ['A: !!binary Zm9v', 'A =~ "Zm9v" ! read/yaml-tag 6:8'],
  ['A: !!timestamp 2025-01-02', 'A =~ "2025-01-02" ! read/yaml-tag 6:8'],
  ["A: '*'", 'A like~ *'],
  ['A.b-c d: x', 'A.b-c d =~ "x"'],
  ["'4624': x", '4624 =~ "x"'],
  ['A: x\nB: y', 'and A =~ "x" B =~ "y"'],
  ['- A: x\n- B: y\n  C: z', 'or A =~ "x" and B =~ "y" C =~ "z"'],
  ['- - A: x\n  - B: y\n- C: z', 'or or A =~ "x" B =~ "y" C =~ "z"'],
  ['A: []', 'no rule ! lower/empty-selection 6:8'],
  ['A: {b: c}', 'no rule ! lower/sigma-value-shape 6:8'],
  ['A: [{b: c}]', 'no rule ! lower/sigma-value-shape 6:9'],
  ['A: x\nA: y', 'no rule ! read/yaml-duplicate-key 7:5'],
])('field %s', (text, expected) => {
  expect(lowered(item(text))).toBe(expected);
});

test.each([
  ["- 'x'\n- 'y'", 'keyword~ contains "x", "y"'],
  ["- '*x?y*'", 'keyword~ contains "x"?"y"'],
  ["- '*x*y'", 'keyword~ contains "x"*"y"'],
  ['- 4624', 'keyword~ contains "4624"'],
  ["'|all': ['x', 'y']", 'and keyword~ contains "x" keyword~ contains "y"'],
  ["'|contains': ['x', 'y']", 'keyword~ contains "x", "y"'],
  ["'|contains|all': ['x', 'y']", 'and keyword~ contains "x" keyword~ contains "y"'],
  ["'|startswith': 'x'", 'keyword~ whole "x"*'],
  ["'|endswith': 'x'", 'keyword~ whole *"x"'],
  ["'|cased': 'x'", 'keyword contains "x"'],
  ["'|re': 'x+'", 'keyword contains search ("x"){1,}'],
  [
    "'|re|i': ['x', 'y']",
    'or keyword~ contains search ignoreCase "x" keyword~ contains search ignoreCase "y"',
  ],
  ["'|neq': 'x'", 'not keyword~ contains "x"'],
  ["'|base64': 'foo'", 'keyword~ contains "Zm9v"'],
  ["'|expand': '%admins%'", 'keyword~ contains "alice", "bob"'],
  ["'|windash': '-a'", 'keyword~ contains "-a", "/a", "–a", "—a", "―a"'],
  ["- 'x'\n- A: y", 'or keyword~ contains "x" A =~ "y"'],
  ["- 'x'\n- ['y']", 'or keyword~ contains "x" keyword~ contains "y"'],
  ["'|cidr': '10.0.0.0/8'", 'no rule ! lower/modifier-needs-field 6:5'],
  ["'|exists': true", 'no rule ! lower/modifier-needs-field 6:5'],
  ["'|gt': 5", 'no rule ! lower/modifier-needs-field 6:5'],
  ["'|fieldref': B", 'no rule ! lower/modifier-needs-field 6:5'],
  ["'|hour': 5", 'no rule ! lower/modifier-needs-field 6:5'],
  ['- null', 'no rule ! lower/modifier-value 5:3'],
])('keywords %s', (text, expected) => {
  expect(lowered(item(text))).toBe(expected);
});

test.each([
  ['s: x', 'keyword~ contains "x" ! lower/keyword-not-in-list 5:6'],
  ['s:', 'no rule ! lower/empty-selection 5:3'],
  ['s: {}', 'no rule ! lower/empty-selection 5:3'],
  ['s: []', 'no rule ! lower/empty-selection 5:3'],
])('selection %s', (text, expected) => {
  expect(lowered(detection(`${text}\ncondition: s`))).toBe(expected);
});

test('an anchor may hold values, selections and the items of a merge', () => {
  const lines = [
    's1: &first',
    "  A: &values ['x', 'y']",
    's2:',
    '  <<: *first',
    '  B|contains: *values',
    'condition: s1 and s2',
  ].join('\n');
  expect(lowered(detection(lines))).toBe('and A =~ "x", "y" and B like~ *"x"*, *"y"* A =~ "x", "y"');
});
