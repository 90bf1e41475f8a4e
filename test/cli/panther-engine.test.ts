import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PantherEngine } from '../../src/cli/panther-engine.ts';

/** The Python of `npm run test:engines`, or the user's own. */
const python = ['.ruleglot-cache/engines/panther/bin/python', 'python3'].find(
  each => spawnSync(each, ['-c', 'import panther_core']).status === 0,
);
if (python === undefined)
  console.warn('SKIPPED: no python3 here has panther_core; --engine real is not tried');

let engine: PantherEngine | string | undefined;
beforeAll(async () => {
  engine = python === undefined ? undefined : await PantherEngine.start(python);
});
afterAll(() => {
  if (engine instanceof PantherEngine) engine.close();
});

const events = [{ a: 'x' }, { a: 'y' }, { a: 5 }, {}];

test.each([
  ['def rule(event):\n    return event.get("a") == "x"\n', [true, false, false, false]],
  ['def rule(event):\n    return not event.get("a").startswith("x")\n', [false, true, false, false]],
  ['def rule(event):\n    return event.deep_get("a", default="") != "x"\n', [false, true, true, true]],
])('Panther itself runs %j', async (module, expected) => {
  if (engine instanceof PantherEngine) expect(await engine.judge(module, events)).toEqual(expected);
});

test('a module that is none is told as a text', async () => {
  if (engine instanceof PantherEngine)
    expect(typeof (await engine.judge('def rule(', events))).toBe('string');
});

test('a Python that is not there is told as a text', async () => {
  expect(await PantherEngine.start('no-such-python')).toContain('no-such-python');
});
