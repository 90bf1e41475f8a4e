import { expect, test } from 'vitest';
import { printCim } from '../../backends/splunk/print-cim.ts';
import { and, equals, field, like, not, or, type Predicate, pattern, text } from '../../src/ir/index.ts';
import { readBackOf } from '../../src/verify/index.ts';
import { planned } from './planned.ts';

const name = field('Processes.process_name', 'cim');
const line = field('process', 'cim');
const ignored = { casing: 'ignored' } as const;

function printed(where: Predicate, dataModel = 'Endpoint.Processes'): string {
  return printCim(planned(where, { dataModel }));
}

test('asks the data model by tstats, and takes the dataset off the names', () => {
  expect(printed(equals(name, ['cmd.exe'], ignored))).toBe(
    [
      '| tstats summariesonly=false allow_old_summaries=true fillnull_value=null count min(_time) as firstTime max(_time) as lastTime',
      '    from datamodel=Endpoint.Processes',
      '    where Processes.process_name="cmd.exe"',
      '    by Processes.dest Processes.user Processes.parent_process_name Processes.process_name Processes.process',
      '| rename Processes.* as *',
      '| convert timeformat="%Y-%m-%dT%H:%M:%S" ctime(firstTime) ctime(lastTime)',
    ].join('\n'),
  );
});

test('asks again in where what tstats cannot say, of fields whose nulls are null again', () => {
  const where = or([
    equals(name, ['a'], ignored),
    like(line, [pattern([text('a*'), { kind: 'anyRun' }])], ignored),
  ]);
  const lines = printed(where).split('\n');
  expect(lines[2]).toBe('    where (Processes.process_name="a" OR Processes.process="a*")');
  expect(lines.slice(5, 7)).toEqual([
    '| eval process_name=nullif(process_name, "null"), process=nullif(process, "null")',
    '| where lower(process_name)="a" OR like(lower(process), "a*%")',
  ]);
});

test('a negated relation of numbers goes to where, since tstats may leave out events without the field', () => {
  const relation: Predicate = {
    kind: 'compares',
    left: field('process_id', 'cim'),
    operator: 'gt',
    right: { kind: 'literal', value: 4, origin: [] },
    as: 'number',
    casing: 'exact',
    quantifier: 'any',
    origin: [],
  };
  expect(printed(relation)).toContain('where Processes.process_id>4\n');
  expect(printed(not(relation))).toContain('| where NOT coalesce(tonumber(process_id)>4, false())');
});

test('networks go to where', () => {
  const network: Predicate = {
    kind: 'inNetwork',
    subject: field('dest_ip', 'cim'),
    networks: [{ version: 4, address: '10.0.0.0', prefixLength: 8 }],
    quantifier: 'any',
    origin: [],
  };
  const query = printed(network, 'Network_Traffic');
  expect(query).toContain('where All_Traffic.dest_ip=*\n');
  expect(query).toContain('| where cidrmatch("10.0.0.0/8", dest_ip)');
});

test('a term a line, joined by AND', () => {
  const long = 'x'.repeat(80);
  expect(
    printed(and([equals(name, [long], ignored), equals(line, [long], ignored)]))
      .split('\n')
      .slice(2, 4),
  ).toEqual([`    where Processes.process_name="${long}"`, `        AND Processes.process="${long}"`]);
});

test('fields of each event bear no dataset, and a dataset within a root is asked itself', () => {
  const where = and([
    equals(field('source', 'cim'), ['XmlWinEventLog:Security'], ignored),
    equals(field('Authentication.user', 'cim'), ['bob'], ignored),
  ]);
  const lines = printed(where, 'Authentication.Failed_Authentication').split('\n');
  expect(lines.slice(1, 4)).toEqual([
    '    from datamodel=Authentication.Failed_Authentication',
    '    where source="XmlWinEventLog:Security" AND Authentication.user="bob"',
    '    by Authentication.src Authentication.dest Authentication.user Authentication.app source',
  ]);
});

test.each([
  ['Authentication', 'Authentication.Failed_Authentication', false],
  ['Authentication.Failed_Authentication', 'Authentication.Failed_Authentication', true],
  ['Authentication', 'Authentication.Authentication', true],
  ['Network_Traffic', 'Network_Traffic.All_Traffic', true],
  ['Network_Traffic.All_Traffic', 'Network_Traffic', true],
  ['Endpoint', 'Endpoint.Processes', false],
])('a query of %s is one of %s: %s', async (found, dataModel, isOne) => {
  const read = await readBackOf({ name: 'datamodel' });
  const plan = planned(equals(field(`${dataModel}.user`, 'cim'), ['bob'], ignored), { dataModel });
  const query = `| tstats count from datamodel=${found} where user="bob" by user`;
  expect(read?.(query, plan, []).value !== undefined).toBe(isOne);
});
