import { describe, expect, test } from 'vitest';
import { translateLeaf } from '../../src/fields/index.ts';
import {
  contains,
  field,
  type Leaf,
  type LogSource,
  like,
  pattern,
  printPredicate,
  text,
  type Vendor,
} from '../../src/ir/index.ts';

const within = (value: string) => contains(pattern([text(value)]));
const asks = (name: string, vendor: Vendor, value: string): Leaf =>
  like(field(name, vendor), [within(value)]);
const keyword = (value: string): Leaf => ({
  kind: 'keyword',
  patterns: [pattern([text(value)])],
  casing: 'ignored',
  scope: 'contains',
  origin: [],
});

const data = "<Data Name='TargetUserName'>bob</Data>";
const security: LogSource = { id: 'windows.security' };

// Splunk's add-on keeps the XML of a Windows event in EventData_Xml and UserData_Xml
// (https://docs.splunk.com/Documentation/WindowsAddOn/latest/User/SourcetypesandCIMdatamodelinfo); the others take it apart.
describe('the markup of a Windows event', () => {
  test.each([
    ['elastic', asks('EventData_Xml', 'splunk', data), 'EventData_Xml', 'different'],
    ['elastic', asks('UserData_Xml', 'splunk', 'x'), 'UserData_Xml', 'different'],
    ['panther', asks('EventData_Xml', 'splunk', data), 'EventData_Xml', 'different'],
    ['sigma', asks('EventData_Xml', 'splunk', data), 'EventData', 'exact'],
    ['splunk', asks('EventData', 'sigma', data), 'EventData_Xml', 'exact'],
    ['splunk', asks('UserData', 'sigma', data), 'UserData_Xml', 'exact'],
    ['elastic', asks('EventData', 'sigma', data), 'EventData', 'different'],
    ['panther', asks('EventData', 'sigma', data), 'EventData', 'different'],
    ['elastic', asks('TaskContent', 'sigma', '<Arguments>/c '), 'winlog.event_data.TaskContent', 'exact'],
  ] as const)('%s: %o is %s, %s', (vendor, leaf, name, verdict) => {
    const { predicate, verdict: found } = translateLeaf(leaf, security, vendor);
    expect([printPredicate(predicate).split(/[→ ]/)[0], found]).toEqual([name, verdict]);
  });

  test.each([
    ['elastic', keyword(data), { sigma: {} }, 'different'],
    ['panther', keyword('<Data>bob'), { sigma: {} }, 'different'],
    ['splunk', keyword(data), { sigma: {} }, 'exact'],
    ['sigma', keyword(data), { splunk: { search: '' } }, 'exact'],
    ['elastic', keyword(data), { elastic: { indices: [] } }, 'exact'],
    ['elastic', keyword('<script>'), { sigma: {} }, 'exact'],
  ] as const)('as a keyword in %s: %o of %o is %s', (vendor, leaf, author, verdict) => {
    expect(translateLeaf(leaf, { ...security, ...author }, vendor).verdict).toBe(verdict);
  });
});
