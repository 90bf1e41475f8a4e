import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileRegex, parseRegex, type RegexDialect, writeRegex } from '../../src/regex/index.ts';
import { anchorings, patterns, texts } from './arbitraries.ts';
import { read } from './read.ts';

interface Question {
  readonly pattern: string;
  readonly texts: readonly string[];
}

/** Real engines that answer, for each pattern, which texts it is found in. Each is asked once, for everything. */
const engines = {
  python: {
    command: 'python3',
    program: `import sys, json, re
for line in sys.stdin:
    question = json.loads(line)
    pattern = re.compile(question["pattern"])
    print(json.dumps([pattern.search(text) is not None for text in question["texts"]]))`,
    option: '-c',
  },
  pcre: {
    command: 'perl',
    program: `use JSON::PP; binmode(STDOUT, ":utf8"); no warnings;
while (<STDIN>) {
  my $question = decode_json($_);
  my $pattern = $question->{pattern};
  my $compiled = qr/$pattern/aa;
  print encode_json([map { $_ =~ $compiled ? JSON::PP::true : JSON::PP::false } @{$question->{texts}}]), "\\n";
}`,
    option: '-e',
  },
} as const;

function ask(dialect: keyof typeof engines, questions: readonly Question[]): boolean[][] | undefined {
  const { command, program, option } = engines[dialect];
  if (spawnSync(command, ['--version']).error) {
    console.warn(`${command} is not there: the ${dialect} printer goes unjudged`);
    return undefined;
  }
  const input = questions.map(question => `${JSON.stringify(question)}\n`).join('');
  const { stdout, stderr } = spawnSync(command, [option, program], {
    input,
    maxBuffer: 1e9,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as boolean[]);
}

/** The seed is fixed: a run is one subprocess, which a property cannot shrink. */
const samples = fc.sample(fc.tuple(patterns({ looks: 'oneCharacter' }), texts, anchorings, fc.boolean()), {
  numRuns: 1_200,
  seed: 20_260,
});

test.each(['python', 'pcre'] as const)('%s finds with what we write for it just what we find', dialect => {
  const asked = samples.flatMap(([{ pcre }, each, anchoring, ignoreCase]) => {
    const regex = read(pcre, 'pcre', anchoring, { ignoreCase });
    const { text } = writeRegex(regex, { dialect, use: 'search' });
    if (text === undefined) throw new Error(`${pcre} cannot be written`);
    return [{ from: pcre, anchoring, pattern: text, texts: each, expected: each.map(compileRegex(regex)) }];
  });
  const answers = ask(dialect, asked);
  if (!answers) return;
  const wrong = asked.filter(({ expected }, index) => expected.join() !== answers[index]?.join());
  expect(wrong).toEqual([]);
  expect(answers).toHaveLength(asked.length);
});

test.each<RegexDialect>(['pcre', 'python', 'java', 'lucene'])(
  '%s: what is written reads back with the same meaning',
  dialect => {
    const use = dialect === 'lucene' ? 'whole' : 'search';
    const wrong = samples.flatMap(([{ pcre }, each, anchoring, ignoreCase], index) => {
      const regex = read(pcre, 'pcre', anchoring, { ignoreCase });
      const result = writeRegex(regex, {
        dialect,
        use,
        ignoreCaseOutside: index % 2 === 0,
        maximumLength: 1e6,
      });
      if (result.text === undefined) return [];
      const back = parseRegex(result.text, dialect, use, { ignoreCase: result.ignoreCase });
      const meant = each.filter(compileRegex(regex));
      const found = back.problem === undefined ? each.filter(compileRegex(back.regex)) : back.problem;
      return JSON.stringify(found) === JSON.stringify(meant)
        ? []
        : [{ pcre, anchoring, text: result.text, found, meant }];
    });
    expect(wrong).toEqual([]);
  },
);

test('nearly everything can be said in Lucene, and what cannot is an anchor under a quantifier', () => {
  const lacks = samples.flatMap(([{ pcre }, , anchoring, ignoreCase]) => {
    const written = writeRegex(read(pcre, 'pcre', anchoring, { ignoreCase }), {
      dialect: 'lucene',
      use: 'whole',
      maximumLength: 1e6,
    });
    return written.text === undefined ? [written.lacks] : [];
  });
  expect(new Set(lacks)).toEqual(new Set(['an anchor under a quantifier']));
  expect(lacks.length / samples.length).toBeLessThan(0.05);
});
