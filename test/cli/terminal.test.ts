import { expect, test } from 'vitest';
import { openTerminal, type Screen } from '../../src/cli/terminal.ts';
import { diagnose } from '../../src/diagnostics/index.ts';

const options = { has: () => false };
const problem = diagnose('read/empty', {});
const note = diagnose('plan/metadata-lost', { keys: 'tags', target: 'splunk' });

function screen(given: Partial<Screen> = {}) {
  const written: string[] = [];
  let time = 0;
  return {
    written,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    isTerminal: true,
    noColour: false,
    write: (text: string) => void written.push(text),
    now: () => time,
    ...given,
  };
}

test('the bar says how much is done and how long the rest takes', () => {
  const seen = screen();
  const terminal = openTerminal(options, seen);
  terminal.progress(0, 400, 'files');
  seen.pass(2_000);
  terminal.progress(1, 400, 'files');
  seen.pass(8_000);
  terminal.progress(50, 400, 'files');
  seen.pass(1_000);
  terminal.progress(300, 400, 'files');
  terminal.progress(400, 400, 'files');
  const clear = '\r\u001b[2K';
  expect(seen.written).toEqual([
    '[........................] 0/400 files',
    `${clear}[........................] 1/400 files`,
    `${clear}[###.....................] 50/400 files, 1 min 10 s left`,
    `${clear}[##################......] 300/400 files, 4 s left`,
    clear,
  ]);
});

test('frames are so far apart as eyes can see', () => {
  const seen = screen();
  const terminal = openTerminal(options, seen);
  for (let done = 0; done < 1000; done++) {
    terminal.progress(done, 1001, 'files');
    seen.pass(1);
  }
  expect(seen.written.length).toBe(13);
});

test('in the log of a CI system progress is a line now and then', () => {
  const seen = screen({ isTerminal: false, isLog: true });
  const terminal = openTerminal(options, seen);
  for (let done = 0; done < 400; done++) {
    terminal.progress(done, 400, 'files');
    seen.pass(60);
  }
  terminal.progress(0, 300, 'pages');
  seen.pass(20_000);
  terminal.progress(150, 300, 'pages');
  expect(seen.written).toEqual([
    '167/400 files, 14 s left\n',
    '334/400 files, 4 s left\n',
    '150/300 pages, 20 s left\n',
  ]);
});

test('what is said takes the place of the bar', () => {
  const seen = screen();
  const terminal = openTerminal(options, seen);
  terminal.progress(1, 2, 'files');
  terminal.say('one');
  terminal.say('two');
  expect(seen.written.slice(1)).toEqual(['\r\u001b[2Kone\n', 'two\n']);
});

test.each([
  ['a terminal', {}, [], true, true],
  ['NO_COLOR', { noColour: true }, [], false, true],
  ['--no-color', {}, ['no-color'], false, true],
  ['a file', { isTerminal: false }, [], false, false],
  ['--quiet', {}, ['quiet'], true, false],
] as const)('%s: colours and bar', (_, given, switches: readonly string[], colours, bar) => {
  const seen = screen(given);
  const terminal = openTerminal({ has: name => switches.includes(name) }, seen);
  terminal.diagnostic(problem, 'a.yml');
  expect(seen.written.join('').includes('\u001b[31;1m')).toBe(colours);
  seen.written.length = 0;
  terminal.progress(1, 2, 'files');
  expect(seen.written.length > 0).toBe(bar);
});

test('--quiet leaves errors alone', () => {
  const seen = screen();
  const terminal = openTerminal({ has: name => name === 'quiet' }, seen);
  terminal.diagnostic(note, 'a.yml');
  terminal.say('summary');
  expect(seen.written).toEqual([]);
  terminal.diagnostic(problem, 'a.yml');
  expect(seen.written).toHaveLength(1);
});
