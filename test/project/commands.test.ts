import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { commandHelp } from '../../src/cli/help.ts';
import { parseArguments } from '../../src/cli/options.ts';

const specs = commands.map(({ spec }) => [spec.name, spec] as const);

describe.each(specs)('%s --help', (name, spec) => {
  test('has examples, and their options are those of the command', () => {
    expect(commandHelp(spec)).toContain(`\nExamples:\n  `);
    expect(spec.examples.length).toBeGreaterThan(0);
    for (const { command } of spec.examples) {
      const own = command.split(/\|\||&&|[|;]/).find(part => part.includes(`ruleglot ${name}`)) ?? '';
      const words = own
        .trim()
        .replace(/^ruleglot \S+ ?/, '')
        .replace(/ [<>].*/, '')
        .split(' ');
      expect(own).not.toBe('');
      expect(
        parseArguments(
          spec,
          words.filter(word => word !== ''),
        ),
      ).not.toHaveProperty('code');
    }
  });

  test('--json is what commands with reports take', () => {
    const given = parseArguments(spec, ['--json']);
    const takes = spec.options.some(option => option.name === 'report');
    if (takes) expect('code' in given ? given : given.all('report')).toEqual(['ndjson=-']);
    else if (!['list', 'explain'].includes(name)) expect(given).toHaveProperty('code', 'cli/unknown-option');
  });
});
