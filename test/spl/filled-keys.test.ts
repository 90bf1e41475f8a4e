import { describe, expect, test } from 'vitest';
import { type Compiled, compile, read } from '../../src/index.ts';

async function compiled(text: string, target: 'splunk' | 'panther' | 'elastic'): Promise<Compiled> {
  const [found] = await read({ path: 'a.spl', text });
  if (found?.rule === undefined) throw new Error(JSON.stringify(found?.diagnostics));
  return await compile(found.rule, target);
}

const traffic =
  '| tstats fillnull_value="none" count from datamodel=Network_Traffic where All_Traffic.action="allowed" by All_Traffic.dest_port | where count>5';
const rows = 'index=i | head 5 | fillnull value="none" user | stats count by user';

// Elasticsearch takes no text beside a number, and no number beside a text.
const numbers =
  'index=i k=* | stats dc(b) as n max(bytes) as m values(c) as v by k | eval r=if(n>3,n,null()) | fillnull n m r v | where n>5 AND m<10 AND r>3 AND v="x"';

describe('what is filled is the field that the target has', () => {
  test.each([
    [traffic, 'panther', "COALESCE(dstPort::string, 'none') AS dstPort"],
    [traffic, 'panther', "GROUP BY COALESCE(dstPort::string, 'none')"],
    [traffic, 'elastic', 'by destination.port = coalesce(to_string(destination.port), "none")'],
    [traffic, 'splunk', '| eval dest_port=coalesce(dest_port, "none")'],
    [traffic, 'splunk', '| stats count AS count BY dest_port\n'],
    [rows, 'elastic', 'eval user = coalesce(user, "none")'],
    [numbers, 'elastic', '| eval n = coalesce(n, 0), m = coalesce(m, 0), r = coalesce(r, 0)'],
    [numbers, 'elastic', '| eval v = coalesce(v, "0")'],
    [numbers, 'panther', 'COALESCE(n, 0) AS n_2'],
    ['index=i | fillnull value=0 bytes | stats sum(bytes) as s by k', 'elastic', 'sum(coalesce(bytes, 0))'],
  ] as const)('%s: %s, %s', async (text, target, part) => {
    expect((await compiled(text, target)).query).toContain(part);
  });
});

describe('a filling of no field by name', () => {
  test.each([
    ['index=i | stats count dc(b) as n by user | rename n as m | fillnull | where m>5', undefined],
    [
      'index=i | stats count sum(b) as n by user | fillnull | where n=0',
      'ES|QL fills the fields that are named',
    ],
    ['index=i | fillnull | where n=0', 'ES|QL fills the fields that are named'],
  ])('is none where every column has its value: %s', async (text, why) => {
    const { verdict, diagnostics, query } = await compiled(text, 'elastic');
    if (why === undefined)
      expect([verdict, query]).toEqual(['exact', expect.not.stringContaining('coalesce')]);
    else expect(diagnostics.some(({ message }) => message.includes(why))).toBe(true);
  });
});

describe('hours and days of a search are given to be those of UTC', () => {
  test.each([
    ['index=i | where strftime(_time,"%H")<6', true],
    ['index=i | bin _time span=1d | stats count by _time, user | where count>5', true],
    ['| tstats count where index=i by _time span=2w | where count>5', true],
    ['index=i | bin _time span=1h | stats count by _time, user | where count>5', false],
  ])('%s', async (text, isGiven) => {
    for (const target of ['panther', 'elastic'] as const)
      expect((await compiled(text, target)).given.includes('time-zone:UTC')).toBe(isGiven);
  });
});
