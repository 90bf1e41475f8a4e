import { resolve } from '../../src/fields/index.ts';
import type { Rule } from '../../src/ir/index.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';
import { correlationTexts } from './correlation-samples.ts';

/** Each type of Sigma's correlations, with its conditions, aliases and correlations of correlations. */
export function correlationSamples(): readonly { readonly kind: string; readonly rule: Rule }[] {
  return [...correlationTexts].map(([kind, text]) => ({ kind, rule: correlationIn(text) }));
}

/** The last rule of a file, with resolved fields. */
export function correlationIn(text: string): Rule {
  const read = sigmaReader.read(new SourceFile('c.yml', text), { placeholders: new Map() }).at(-1);
  if (read?.rule === undefined)
    throw new Error(read?.diagnostics.map(({ message }) => message).join() ?? 'unread');
  const { value } = resolve(read.rule);
  if (value === undefined) throw new Error(`no rule is left of ${read.rule.metadata.title}`);
  return value;
}
