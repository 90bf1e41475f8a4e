import { expect } from 'vitest';
import { targets } from '../../backends/index.ts';
import { compile, type Translation } from '../../src/compile/index.ts';
import { resolve, useTables } from '../../src/fields/index.ts';
import { environmentOf } from '../../src/project/environment.ts';
import { readConfig } from '../../src/project/read-config.ts';
import { bareQueryReader } from '../../src/readers/bare-query.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

/** A configuration of fields alone; other commands than `build` need no packs. */
export function environment(config: string, profile?: string) {
  const load = () => 'there is no such file';
  const { value, diagnostics } = readConfig(new SourceFile('c.yaml', config), 'c.yaml', load, 'environment');
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  const found = environmentOf(value.config, profile ?? value.config.profile);
  useTables(found.tables);
  return found;
}

const options = { casing: 'keep', strictFields: false } as const;

/** A rule of Sigma, else a query of KQL or of the language named, under a configuration whose tables count from here on. */
export async function translated(
  text: string,
  target: string,
  config: string,
  profile?: string,
  language: 'kql' | 'spl' = 'kql',
): Promise<Translation> {
  const own = environment(config, profile);
  const isSigma = text.startsWith('title');
  const file = new SourceFile(isSigma ? 'r.yml' : `r.${language}`, text);
  const reader = isSigma ? sigmaReader : bareQueryReader(language);
  const [read] = reader.read(file, { placeholders: new Map() });
  const rule = read?.rule && resolve(read.rule).value;
  const [product = '', dialect] = target.split(':');
  const backend = await targets.find(each => each.target === product)?.load();
  if (rule === undefined || backend === undefined) throw new Error('not read');
  const { translation, contradicted } = await verifyTranslation(
    rule,
    compile(rule, backend, {
      ...options,
      profile: own.profile,
      ...(dialect === undefined ? {} : { dialect }),
    }),
  );
  expect(contradicted).toBe(false);
  return translation;
}
