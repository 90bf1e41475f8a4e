import { verifyTranslation } from '../../src/verify/index.ts';
import type { Checked } from './given.ts';
import { percent, type Report, tally } from './report.ts';
import type { Translated } from './translations.ts';

/** Every translation against what its printed query says when it is read back. */
export async function reportProofs(
  report: Report,
  translated: readonly Translated[],
): Promise<readonly Checked[]> {
  const all: Checked[] = [];
  const evidence = new Map<string, number>();
  const contradicted = new Map<string, number>();
  let exact = 0;
  let proved = 0;
  let limited = 0;
  const start = performance.now();
  for (const { rule, target, translation } of translated) {
    if (rule.read.rule === undefined || translation.verdict === 'refused') continue;
    const checked = await verifyTranslation(rule.read.rule, translation);
    const found = checked.translation;
    all.push({ rule: rule.read.rule, target, translation: found });
    const why =
      found.evidence?.kind === 'unverified' ? `unverified: ${found.evidence.because}` : found.evidence?.kind;
    if (found.evidence?.kind === 'unverified' && found.evidence.because.startsWith('too large for a proof'))
      limited++;
    tally(evidence, `${target}:${found.dialect?.name} ${why}`);
    if (checked.contradicted)
      tally(
        contradicted,
        `${target}:${found.dialect?.name} ${translation.verdict}, found ${found.verdict}: ${rule.path} ${JSON.stringify(checked.witness).slice(0, 300)} ${found.diagnostics.at(-1)?.message.slice(0, 100)}`,
      );
    if (found.verdict !== 'exact') continue;
    exact++;
    if (found.evidence?.kind === 'proved') proved++;
  }
  report.title('Translations proved');
  report.line(`${((performance.now() - start) / 1000).toFixed(1)} s for ${translated.length} translations`);
  report.figure('proofs: of translations called exact, proved', percent(proved, exact), ` % of ${exact}`);
  report.figure(
    'proofs: that met a limit of size',
    percent(limited, translated.length),
    ` % of ${translated.length}`,
  );
  report.figure(
    'proofs: contradicted',
    [...contradicted.values()].reduce((sum, count) => sum + count, 0),
  );
  report.counts('Evidence', evidence, 60);
  report.counts('Contradicted', contradicted, 60);
  return all;
}
