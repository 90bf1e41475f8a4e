import { expect, test } from 'vitest';
import { dataSources, targetScope } from '../../src/fields/index.ts';
import { printPredicate } from '../../src/ir/index.ts';
import { elastic, into, is } from './into.ts';

// https://github.com/elastic/integrations/blob/main/packages/azure/data_stream/activitylogs/elasticsearch/ingest_pipeline/default.yml
test.each([
  ['status', 'Success', 'azure.activitylogs.result_type'],
  ['caller', 'a@b.test', 'user.email'],
  ['ResourceGroup', 'PROD', 'azure.resource.group'],
  ['Level', 'Error', 'log.level'],
])('%s of the activity log is a field of Elastic', (name, value, wanted) => {
  const [printed, verdict, given] = into(is(name, value), 'azure.activitylogs', 'elastic');
  expect(printed).toContain(wanted);
  expect(verdict).toBe('exact');
  expect(given.filter(each => each.startsWith('same-name:'))).toEqual([]);
});

test('Elastic writes the number of a level as its word', () => {
  expect(into(elastic('log.level', 'Error'), 'azure.activitylogs', 'panther')[0]).toMatch(
    /^level .*Error.*2/,
  );
  expect(into(is('level', '2'), 'azure.activitylogs', 'elastic')[0]).toContain('Error');
});

test('a group of resources is a part of the id that the logs have', () => {
  expect(into(is('ResourceGroup', 'PROD'), 'azure.activitylogs', 'panther')[1]).not.toBe('exact');
});

test('a sign-in that is interactive', () => {
  const [printed] = into(is('isInteractive', 'true'), 'azure.signinlogs', 'elastic');
  expect(printed).toContain('azure.signinlogs.properties.is_interactive');
});

// https://www.iana.org/assignments/dns-parameters/dns-parameters.xhtml
test.each(['linux.dns_query', 'macos.dns_query', 'endpoint.dns_query'])('the type of a query: %s', id => {
  const type = elastic('dns.question.type', 'TXT');
  expect(into(type, id, 'panther')[0]).toMatch(/^event\.RequestType .*"16"/);
  expect(into(type, id, 'cim')[0]).toMatch(/^DNS\.record_type .*"TXT"/);
  expect(into(type, id, 'sigma')[2]).toContain('same-name:dns.question.type');
});

test('CrowdStrike tells files that are written by what is in them', () => {
  const ids = dataSources().flatMap(({ id }) =>
    /^(?:linux|macos|endpoint)\.file_event$/.test(id) ? [id] : [],
  );
  expect(ids).toHaveLength(3);
  for (const id of ids) {
    const scope = printPredicate(targetScope({ id, sigma: {} }, 'panther').scope);
    for (const type of ['NewExecutableWritten', 'NewScriptWritten', 'ELFFileWritten', 'GenericFileWritten'])
      expect(scope).toContain(type);
  }
});

// https://github.com/elastic/integrations/blob/main/packages/azure/data_stream/aadgraphactivitylogs/sample_event.json
test.each([
  ['properties.appId', 'azure.aadgraphactivitylogs.properties.app_id'],
  ['properties.userId', 'user.id'],
  ['properties.userAgent', 'user_agent.original'],
])('%s of a request to Azure AD Graph is %s in Elastic', (own, wanted) => {
  expect(into(is(own, 'a'), 'azure.aadgraphactivitylogs', 'elastic')[0]).toContain(`${wanted} `);
  const [printed, , given] = into(elastic(wanted, 'a'), 'azure.aadgraphactivitylogs', 'sigma');
  expect(printed).toContain(`${own} `);
  expect(given.filter(each => each.startsWith('same-name:'))).toEqual([]);
});
