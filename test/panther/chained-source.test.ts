import { expect, test } from 'vitest';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Rule } from '../../src/ir/index.ts';
import { pantherReader } from '../../src/readers/panther-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const rule = (id: string) =>
  `AnalysisType: rule\nRuleID: ${id}\nSeverity: Low\nLogTypes: [Custom.${id}]\nDetection:\n  - {Key: kind, Condition: Equals, Value: ${id}}\n`;

const files: Readonly<Record<string, string>> = {
  'one.yml': rule('One'),
  'two.yml': rule('Two'),
  'three.yml': rule('Three'),
};

function chain(steps: readonly string[], minutes: readonly number[]): Rule {
  const transitions = minutes.map(
    (each, at) =>
      `      - {ID: t${at}, From: s${at}, To: s${at + 1}, WithinTimeFrameMinutes: ${each}, Match: [{"On": user}]}`,
  );
  const text = `AnalysisType: correlation_rule
RuleID: Chain
Severity: Low
Detection:
  - Sequence:
${steps.map((step, at) => `      - {ID: s${at}, ${step}}`).join('\n')}
    Transitions:
${transitions.join('\n')}
    Schedule: {RateMinutes: 20, TimeoutMinutes: 2}
    LookbackWindowMinutes: 60
`;
  const folder = {
    path: '.',
    names: () => Object.keys(files),
    file: (name: string) => new SourceFile(name, files[name] ?? ''),
  };
  const [read] = pantherReader.read(new SourceFile('chain.yml', text), {
    placeholders: new Map(),
    // The correlation rule stands in the folder that the program runs in, and so do those that it joins.
    beside: { file: () => undefined, folder: (_path, names) => (names.includes('.') ? folder : undefined) },
  });
  const found = read?.rule && resolve(read.rule).value;
  if (found === undefined) throw new Error(read?.diagnostics.map(each => each.message).join());
  return found;
}

test.each([
  [
    'each step within its own time',
    ['RuleID: One', 'RuleID: Two', 'RuleID: Three'],
    [10, 5],
    [600_000, 300_000],
  ],
  ['several matches before the last', ['RuleID: One, MinMatchCount: 5', 'RuleID: Two'], [10], [600_000]],
  ['several matches at the end', ['RuleID: One', 'RuleID: Two, MinMatchCount: 3'], [15], [900_000]],
] as const)(
  'a sequence in Splunk is held against the times of its steps: %s',
  async (_name, steps, minutes, limits) => {
    const own = chain(steps, minutes);
    const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
    const translation = compile(own, splunk, options);
    const { translation: found, contradicted } = await verifyTranslation(own, translation);
    expect([found.verdict, found.evidence?.kind, contradicted]).toEqual(['exact', 'tested', false]);
    for (const limit of limits)
      for (const [other, side] of [
        [limit + 1000, 'onlyQuery'],
        [limit - 1000, 'onlyRule'],
      ] as const) {
        const query = translation.query?.replace(`<=${limit}`, `<=${other}`) ?? '';
        const { series, contradicted: isFound } = await verifyTranslation(own, { ...translation, query });
        expect([limit, other, isFound, series?.[side]?.series.name]).toEqual([
          limit,
          other,
          true,
          expect.stringMatching(/^a pause of \d+ seconds/),
        ]);
      }
  },
);
