import { expect, test } from 'vitest';
import { compile, read, verify } from '../../src/index.ts';

const name = String.raw`replace(TargetFilename, "(?s)^.*[\\\\/]", "")`;
const deleted = 'sourcetype="sysmon:linux" EventCode=23 TargetFilename="/etc/*"';

test.each([
  `| stats values(eval(${name})) AS names dc(TargetFilename) AS n BY ProcessGuid | where n>=200`,
  `| eval b=${name} | stats dc(TargetFilename) AS n BY b | where n>=200`,
])('the name of a file that rows show or are grouped by, in ES|QL: %s', async stages => {
  const [found] = await read({ path: 'a.spl', text: `${deleted} ${stages}` });
  if (found?.rule === undefined) throw new Error(JSON.stringify(found?.diagnostics));
  const compiled = await compile(found.rule, 'elastic');
  expect(compiled.query).toContain('replace(file.path, """(?s)^.*[\\\\/]""", "")');
  expect((await verify(found.rule, compiled)).verdict).toBe('exact');
});
