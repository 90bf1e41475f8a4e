import { type Report, tally } from '../../../bench/corpus/report.ts';
import { writeDocuments } from '../../../src/compile/index.ts';
import type { Backend } from '../../../src/ir/index.ts';
import { answersOf } from '../answers.ts';
import type { Pair } from '../pairs.ts';
import type { SeriesPair } from '../series.ts';
import { pythonWith } from '../toolchain.ts';

/** LGPL-2.1; the tool of Sigma's own authors (https://github.com/SigmaHQ/pySigma). */
const packages = ['pysigma==2.0.1'];

export function installPySigma(): string {
  return pythonWith('pysigma', packages);
}

/** It reads regexes by RE2, which looks neither around nor back. https://github.com/google/re2/wiki/Syntax */
const beyondRe2 = /SigmaRegularExpressionError.*invalid (?:perl operator|escape sequence)/;

/** Whether pySigma reads every document that we write: those of single events, and of several. */
export function judgeDocuments(
  python: string,
  backend: Backend,
  pairs: readonly (Pair | SeriesPair)[],
  report: Report,
): void {
  const documents = pairs.map(({ translation }) => {
    const target = { format: backend.formats[0] ?? '', fileName: 'rule', events: [] };
    return writeDocuments(translation, backend, target).files[0]?.text ?? '';
  });
  const answers = answersOf<string>(
    python,
    ['test/engines/sigma/pysigma.py'],
    documents.map(rule => ({ rule })),
  );
  const problems = new Map<string, number>();
  let beyond = 0;
  const examples: string[] = [];
  answers.forEach((answer, index) => {
    const [first] = typeof answer === 'string' ? [answer] : answer;
    if (first === undefined) return;
    if (beyondRe2.test(first)) {
      beyond++;
      return;
    }
    if (!problems.has(first)) examples.push(`${first}\n${documents[index]}`);
    tally(problems, first);
  });
  report.title('Documents read by pySigma');
  report.figure('pysigma: documents read', documents.length);
  report.figure(
    'pysigma: documents refused',
    [...problems.values()].reduce((sum, each) => sum + each, 0),
  );
  report.line(
    `${beyond} have a regex of PCRE that RE2 does not know: \`pcre-regex\` is given, or it is the author’s own`,
  );
  report.counts('Refused', problems, 20);
  for (const example of examples.slice(0, 3)) report.line(example.slice(0, 1500));
}
