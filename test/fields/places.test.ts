import { expect, test } from 'vitest';
import { compilePredicate } from '../../src/evaluate/index.ts';
import {
  dataSources,
  lackOf,
  otherKindsOf,
  targetScope,
  translateLeaf,
  useTables,
} from '../../src/fields/index.ts';
import { type Events, equals, exists, field, type LogSource, printPredicate } from '../../src/ir/index.ts';
import { elastic, into, is } from './into.ts';

const slack: LogSource = { id: 'slack.audit', panther: { logTypes: ['Slack.AuditLogs'] } };
const asana: LogSource = { id: 'asana.audit', panther: { logTypes: ['Asana.Audit'] } };

test('a vendor that names no log of the events is told, and the verdict rests on it', () => {
  expect(lackOf(asana, 'elastic')).toMatch(
    /^Elastic's integrations have no data set of Asana's audit log \(https/,
  );
  expect(targetScope(asana, 'elastic').given).toEqual(['log-source:asana.audit']);
  expect(targetScope(asana, 'cim').given).toContain('log-source:asana.audit');
  expect(targetScope(slack, 'elastic').given).toEqual([]);
  expect(lackOf(asana, 'panther')).toBeUndefined();
});

test('what a rule says of events that a vendor has no log of stays, in its own words', () => {
  const scope = elastic('data_stream.dataset', 'crowdstrike.alert');
  const alerts: LogSource = {
    id: 'crowdstrike.alerts',
    elastic: { indices: ['logs-crowdstrike.alert-*'] },
    scope,
  };
  for (const vendor of ['splunk', 'panther', 'sigma'] as const) {
    expect(targetScope(alerts, vendor)).toEqual({ scope, given: ['log-source:crowdstrike.alerts'] });
    const { predicate, verdict } = translateLeaf(elastic('event.type', 'info'), alerts, vendor);
    expect([printPredicate(predicate), verdict]).toEqual(['event.type = "info"', 'exact']);
  }
});

test('a project that says where the events are has them', () => {
  const none = { sources: {}, fields: {}, indices: {}, searches: {}, logTypes: {} };
  try {
    useTables({ ...none, indices: { 'asana.audit': ['logs-asana-*'] } });
    expect(lackOf(asana, 'elastic')).toBeUndefined();
    expect(lackOf(asana, 'splunk')).toBeDefined();
    useTables({ ...none, searches: { 'asana.audit': 'index=asana' } });
    expect(lackOf(asana, 'elastic')).toBeDefined();
    expect(lackOf(asana, 'splunk')).toBeUndefined();
  } finally {
    useTables(undefined);
  }
});

test('nothing selects the events of a source in a product that has none of them', () => {
  const selecting = dataSources().flatMap(({ id, elastic, splunk, panther, lacks = {} }) => [
    ...(lacks.elastic !== undefined && elastic.scope !== undefined && elastic.datasets !== undefined
      ? [`${id} elastic`]
      : []),
    ...(lacks.splunk !== undefined && splunk.search !== 'index=*' ? [`${id} splunk`] : []),
    ...(lacks.panther !== undefined && panther.logTypes.some(type => !type.startsWith('Custom.'))
      ? [`${id} panther`]
      : []),
  ]);
  expect(selecting).toEqual([]);
});

test('a log type that is none of Panther’s own is told as missing there', () => {
  const untold = dataSources().filter(
    ({ panther, lacks }) =>
      panther.logTypes.every(type => type.startsWith('Custom.')) && lacks?.panther === undefined,
  );
  expect(untold.map(({ id }) => id)).toEqual([]);
});

test('no macro of security content stands for two sources', () => {
  const macros = dataSources().flatMap(({ splunk }) => splunk.macros ?? []);
  expect(macros.filter((name, index) => macros.indexOf(name) !== index)).toEqual([]);
});

const files = (where: Events['where'], scope?: Events['where']): Events => ({
  kind: 'events',
  source: {
    id: 'windows.file_event',
    splunk: { search: '', dataModel: 'Endpoint.Filesystem' },
    ...(scope === undefined ? {} : { scope }),
  },
  where,
  origin: [],
});
const action = equals(field('Filesystem.action', 'cim'), ['created']);
const name = exists(field('Filesystem.file_name', 'cim'));

test('a search of all that happens to files is not one of files that are made', () => {
  for (const vendor of ['sigma', 'elastic', 'panther', 'splunk'] as const)
    expect(otherKindsOf(files(name), vendor)).toMatchObject([
      { verdict: 'narrower', why: expect.stringContaining('of one kind') },
    ]);
  expect(otherKindsOf(files(name), 'cim')).toEqual([]);
  expect(otherKindsOf(files(name, action), 'sigma')).toEqual([]);
});

// https://github.com/elastic/integrations/blob/main/packages/suricata/data_stream/eve/elasticsearch/ingest_pipeline/default.yml
test.each([
  ['suricata', 'http.url', 'url.original'],
  ['suricata', 'alert.signature', 'rule.name'],
  ['suricata', 'tls.sni', 'suricata.eve.tls.sni'],
  ['slack.audit', 'context.ip_address', 'source.ip'],
  ['auth0.logs', 'data.type', 'auth0.logs.data.type'],
  ['osquery', 'columns.cmdline', 'osquery.cmdline'],
  ['aws.s3access', 'remote_ip', 'aws.s3access.remote_ip'],
  ['zscaler.web', 'threatname', 'zscaler_zia.web.threat.name'],
  ['zscaler.web', 'action', 'event.action'],
  ['suricata', 'alert.action', 'event.type'],
  ['suricata', 'alert.metadata.cve', 'suricata.eve.alert.cve'],
  ['cloudflare.firewall', 'ClientIP', 'source.ip'],
  ['wiz.audit', 'action', 'event.action'],
])('%s: %s is %s in Elastic', (id, own, canonical) => {
  const [printed, , given] = into(is(own, 'a'), id, 'elastic');
  expect(printed).toContain(canonical);
  expect(given.filter(each => each.startsWith('same-name:'))).toEqual([]);
});

test.each([
  ['nginx.access', 'cs-user-agent', 'httpUserAgent'],
  ['apache.access', 'cs-method', 'request_method'],
  ['aws.s3access', 'remote_ip', 'remoteip'],
  ['suricata', 'http.url', 'http.url'],
  ['network_traffic.http', 'cs-method', 'method'],
])('%s: %s is %s in Panther', (id, own, wanted) => {
  expect(into(is(own, 'a'), id, 'panther')[0]).toContain(`${wanted} `);
});

test.each([
  ['suricata', 'dns.aa'],
  ['onepassword.signin_attempts', 'location.country'],
  ['aws.security_lake', 'http_request.user_agent'],
])('%s: Elastic has no %s, which its integration takes away or moves', (id, name) => {
  expect(into(is(name, 'a'), id, 'elastic')[2]).toContain(`same-name:${name}`);
});

test('what Suricata did is a kind of event in Elastic', () => {
  expect(into(is('alert.action', 'blocked'), 'suricata', 'elastic')[0]).toContain('denied');
});

test('what a product has no field for keeps its name, with a word', () => {
  expect(into(is('post-body', 'a'), 'network_traffic.http', 'panther')[2]).toContain('same-name:post-body');
});

// https://www.rfc-editor.org/rfc/rfc9112#name-request-line
test.each([
  ['cs-method', 'POST', 'request', 'POST /a?b HTTP/1.1', 'GET /POST HTTP/1.1'],
  ['cs-uri', '/a?b', 'request', 'GET /a?b HTTP/1.1', 'GET /a HTTP/1.1'],
  ['cs-uri-stem', '/a', 'request', 'GET /a?b HTTP/1.1', 'GET /ab HTTP/1.1'],
  ['cs-uri-stem', '/a', 'request', 'GET /a HTTP/1.1', 'GET /b?/a HTTP/1.1'],
  ['cs-uri-query', 'b', 'request', 'GET /a?b HTTP/1.1', 'GET /b HTTP/1.1'],
])('%s %s of a request as nginx logs it', (name, value, whole, inside, outside) => {
  const { predicate, verdict } = translateLeaf(is(name, value), { id: 'nginx.access' }, 'panther');
  const holds = compilePredicate(predicate);
  expect(verdict).toBe('exact');
  expect(holds({ [whole]: inside })).toBe(true);
  expect(holds({ [whole]: outside })).toBe(false);
});
