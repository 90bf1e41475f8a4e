import { elastic } from '../../backends/elastic/index.ts';
import { panther } from '../../backends/panther/index.ts';
import { sigma } from '../../backends/sigma/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const targets = [splunk, panther, sigma, elastic];

/** `dialect verdict evidence`, what of these the verdict is given, and the query; of the last rule in a file. */
export async function verdictOf(
  file: string,
  text: string,
  target: string,
  change: (query: string) => string = query => query,
): Promise<{ readonly verdict: string; readonly given: readonly string[]; readonly query: string }> {
  const source = new SourceFile(file, text);
  const read = (await readerFor(source))?.read(source, { placeholders: new Map() }).at(-1)?.rule;
  const rule = read && resolve(read).value;
  const backend = targets.find(each => each.target === target);
  if (rule === undefined || backend === undefined) throw new Error(text);
  const translation = compile(rule, backend, {
    casing: 'keep',
    strictFields: false,
    profile: defaultProfile,
  });
  const { query } = translation;
  const verified = await verifyTranslation(rule, {
    ...translation,
    ...(query === undefined ? {} : { query: change(query) }),
  });
  const { dialect, verdict, evidence, given } = verified.translation;
  const words = [dialect?.name, verdict, evidence?.kind, ...(verified.contradicted ? ['contradicted'] : [])];
  return { verdict: words.filter(each => each !== undefined).join(' '), given, query: query ?? '' };
}
