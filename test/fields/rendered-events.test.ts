import { expect, test } from 'vitest';
import { translateLeaf } from '../../src/fields/index.ts';
import { equals, field, type LogSource } from '../../src/ir/index.ts';

const provider = equals(field('Provider_Name', 'sigma'), ['Service Control Manager']);
const code = equals(field('EventID', 'sigma'), ['7045']);

test.each<readonly [string, LogSource['placed'], readonly string[]]>([
  ['rendered or XML, as it may be', { source: ['WinEventLog:System'] }, ['xml-events:Name']],
  ['rendered or XML, by the source type', { sourcetype: ['WinEventLog'] }, ['xml-events:Name']],
  ['XML', { source: ['XmlWinEventLog:System'] }, []],
  [
    'a source of one name whose type says XML',
    { source: ['WinEventLog:System'], sourcetype: ['XmlWinEventLog'] },
    [],
  ],
  ['nothing', {}, []],
])('a pipeline that says %s of the events', (_, placed, given) => {
  const source: LogSource = { id: 'windows.system', ...(placed === undefined ? {} : { placed }) };
  expect(translateLeaf(provider, source, 'splunk').given).toEqual(given);
  expect(translateLeaf(code, source, 'splunk').given).not.toContain('xml-events:EventCode');
  expect(translateLeaf(provider, source, 'elastic').given).toEqual([]);
});
