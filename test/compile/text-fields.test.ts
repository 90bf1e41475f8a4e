import { expect, test } from 'vitest';
import { targets } from '../../backends/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const script = 'powershell.file.script_block_text';
const kql = `${script}:("Get-Clipboard" or "[Ref].Assembly") and not ${script}:("a" and "b")`;
const sigma = (item: string) =>
  `title: T\nlogsource:\n  product: windows\n  category: ps_script\ndetection:\n  s:\n    ${item}\n  condition: s\n`;

/** An index holds the words of a text field and not its value: https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/text */
test.each([
  ['a.kql', kql, 'splunk', 'exact', 'spl'],
  ['a.kql', kql, 'panther', 'exact', 'python'],
  ['a.kql', kql, 'sigma', 'exact', 'sigma'],
  ['a.kql', kql, 'elastic', 'exact', 'kql'],
  ['a.kql', 'message:"access denied"', 'splunk', 'broader', 'spl'],
  ['a.kql', 'message:"access denied"', 'sigma', 'broader', 'sigma'],
  ['a.yml', sigma('ScriptBlockText|contains: Clipboard'), 'elastic', 'exact', 'kql'],
  ['a.yml', sigma('ScriptBlockText|contains: Get-Clipboard'), 'elastic', 'exact', 'esql'],
  ['a.yml', sigma('ScriptBlockText: Clipboard'), 'elastic', 'exact', 'esql'],
] as const)('%s %s in %s is %s, %s', async (path, text, target, verdict, language) => {
  const file = new SourceFile(path, text);
  const [read] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
  const rule = read?.rule && resolve(read.rule).value;
  const backend = await targets.find(each => each.target === target)?.load();
  if (rule === undefined || backend === undefined) throw new Error('not read');
  const translation = compile(rule, backend, {
    casing: 'keep',
    strictFields: false,
    profile: defaultProfile,
  });
  const { translation: checked } = await verifyTranslation(rule, translation);
  expect([checked.verdict, checked.dialect?.language]).toEqual([verdict, language]);
});
