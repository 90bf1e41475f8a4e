import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import type { FailureLine, ReportLine } from '../../src/cli/report-lines.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import type { Rule } from '../../src/ir/index.ts';
import { plainDetection, reportAt, sigmaRule, temporaryFolder, writeFiles } from './ruleglot.ts';
import { violationsOf } from './schema.ts';

/** Defects put in on purpose: at each stage, of the rules that are called after it. */
function defect(stage: string, title: string | undefined): void {
  if (title?.startsWith(stage)) throw new Error(`defect in ${stage}`);
}

vi.mock('../../src/cli/standard-output.ts', async load => ({
  ...(await load<typeof import('../../src/cli/standard-output.ts')>()),
  writeOutput: () => undefined,
}));

vi.mock('../../src/fields/index.ts', async load => {
  const real = await load<typeof import('../../src/fields/index.ts')>();
  return {
    ...real,
    resolve: (rule: Rule) => {
      defect('resolve', rule.metadata.title);
      return real.resolve(rule);
    },
  };
});

vi.mock('../../src/compile/index.ts', async load => {
  const real = await load<typeof import('../../src/compile/index.ts')>();
  const compile: typeof real.compile = (rule, backend, options) => {
    if (backend.target === 'panther') defect('compile', rule.metadata.title);
    return real.compile(rule, backend, options);
  };
  const eventView: typeof real.eventView = (rule, ...rest) => {
    defect('view', rule.metadata.title);
    return real.eventView(rule, ...rest);
  };
  const plannedView: typeof real.plannedView = (rule, ...rest) => {
    defect('view', rule.metadata.title);
    return real.plannedView(rule, ...rest);
  };
  return { ...real, compile, eventView, plannedView };
});

vi.mock('../../src/readers/index.ts', async load => {
  const real = await load<typeof import('../../src/readers/index.ts')>();
  const readerFor: typeof real.readerFor = async file => {
    const reader = await real.readerFor(file);
    return (
      reader && {
        ...reader,
        read: (source, options) => {
          defect('read', /title: (.*)/.exec(source.text)?.[1]);
          return reader.read(source, options);
        },
      }
    );
  };
  return { ...real, readerFor };
});

vi.mock('../../src/evaluate/index.ts', async load => {
  const real = await load<typeof import('../../src/evaluate/index.ts')>();
  const fails = (predicate: unknown): boolean =>
    JSON.stringify(predicate, withoutOrigins).includes('evaluate-defect');
  const compilePredicate: typeof real.compilePredicate = (predicate, options) => {
    const test = real.compilePredicate(predicate, options);
    return event => {
      if (fails(predicate)) throw new Error('defect in evaluate');
      return test(event);
    };
  };
  class RuleSet<Id> extends real.RuleSet<Id> {
    readonly #fails: boolean;
    constructor(...given: ConstructorParameters<typeof real.RuleSet<Id>>) {
      super(...given);
      this.#fails = given[0].some(({ predicate }) => fails(predicate));
    }
    override match(event: Parameters<typeof real.RuleSet.prototype.match>[0]): Id[] {
      if (this.#fails) throw new Error('defect in evaluate');
      return super.match(event);
    }
  }
  return { ...real, compilePredicate, RuleSet };
});

function withoutOrigins(key: string, value: unknown): unknown {
  return key === 'origin' ? undefined : value;
}

const folder = temporaryFolder();
const rules = join(folder, 'rules');
const evaluated = sigmaRule('evaluate', plainDetection.replace('cmd.exe', 'evaluate-defect'));
writeFiles(rules, {
  'a-good.yml': sigmaRule('good', plainDetection),
  'compile.yml': sigmaRule('compile', plainDetection),
  'evaluate.yml': evaluated,
  'read.yml': sigmaRule('read', plainDetection),
  'resolve.yml': `${sigmaRule('resolve', plainDetection)}---\n${sigmaRule('good', plainDetection)}`,
  'view.yml': sigmaRule('view', plainDetection),
  'z-good.yml': sigmaRule('good', plainDetection),
});
writeFiles(folder, {
  'events.ndjson':
    '{"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Image":"C:\\\\cmd.exe"}\n'.repeat(3),
});

interface Run {
  readonly code: number;
  readonly said: string;
  readonly lines: readonly ReportLine[];
}

async function run(name: string, words: readonly string[]): Promise<Run> {
  const report = join(folder, `${name}.ndjson`);
  let said = '';
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation(text => {
    said += String(text);
    return true;
  });
  const code = await runCommand([...words, '--report', `ndjson=${report}`]);
  spy.mockRestore();
  return { code, said, lines: reportAt<ReportLine>(report) };
}

function crashes(lines: readonly ReportLine[]): string[] {
  return lines
    .filter((line): line is FailureLine => line.kind === 'failure')
    .map(({ path, rule, target, diagnostics }) => {
      const place = `${path.slice(path.lastIndexOf('/') + 1)} ${rule?.document ?? '-'} ${target ?? '-'}`;
      return `${place} ${diagnostics.map(each => `${each.code}: ${each.message}`).join()}`;
    });
}

let converted: Run;

beforeAll(async () => {
  const targets = ['-t', 'splunk', '-t', 'panther', '--evidence', 'none'];
  converted = await run('converted', ['convert', rules, ...targets, '-o', join(folder, 'out')]);
});

test('convert tells each defect with its rule and target, and goes on', () => {
  expect(crashes(converted.lines)).toEqual([
    'compile.yml 0 panther internal/crash: this is a defect of ruleglot: defect in compile',
    'evaluate.yml 0 panther internal/crash: this is a defect of ruleglot: defect in evaluate',
    'read.yml - - internal/crash: this is a defect of ruleglot: defect in read',
    'resolve.yml 0 - internal/crash: this is a defect of ruleglot: defect in resolve',
    'view.yml 0 panther internal/crash: this is a defect of ruleglot: defect in view',
  ]);
  const done = converted.lines.filter(line => line.kind === 'translation');
  expect(done.map(({ rule, target }) => `${rule.title} ${target}`)).toEqual([
    'good splunk',
    'good panther',
    'compile splunk',
    'evaluate splunk',
    'good splunk',
    'good panther',
    'view splunk',
    'good splunk',
    'good panther',
  ]);
});

test('a defect makes the exit code 3, and its lines fit the schema', () => {
  expect(converted.code).toBe(3);
  expect(violationsOf(converted.lines)).toEqual([]);
});

test('a stack is shown under --debug alone', async () => {
  expect(converted.said).not.toMatch(/^ {4}at /m);
  const words = ['convert', join(rules, 'read.yml'), '-t', 'sigma', '-o', join(folder, 'debug'), '--debug'];
  expect((await run('debug', words)).said).toMatch(/^ {4}at /m);
});

test('match leaves out the rules with a defect, and tells each once', async () => {
  const { code, lines } = await run('matched', ['match', rules, '--events', join(folder, 'events.ndjson')]);
  expect(code).toBe(3);
  expect(crashes(lines)).toEqual([
    'read.yml - - internal/crash: this is a defect of ruleglot: defect in read',
    'resolve.yml 0 - internal/crash: this is a defect of ruleglot: defect in resolve',
    'view.yml 0 - internal/crash: this is a defect of ruleglot: defect in view',
    'evaluate.yml 0 - internal/crash: this is a defect of ruleglot: defect in evaluate',
  ]);
  const matched = lines.filter(line => line.kind === 'match').map(line => `${line.rule.title} ${line.event}`);
  expect(matched).toEqual(
    [0, 1, 2].flatMap(event => ['good', 'compile', 'good', 'good'].map(title => `${title} ${event}`)),
  );
});
