import { expect, test } from 'vitest';
import { elastic, into } from './into.ts';

const vendors = ['splunk', 'panther', 'sigma'] as const;
const queries = ['linux.dns_query', 'macos.dns_query', 'endpoint.dns_query'];
const connections = ['linux.network_connection', 'macos.network_connection', 'endpoint.network_connection'];

// https://www.elastic.co/docs/reference/ecs/ecs-dns
test.each(queries)('the name that was asked for has its name in all products: %s', id => {
  for (const vendor of vendors) {
    const [printed, , given] = into(elastic('dns.question.name', 'a.test'), id, vendor);
    expect(printed).toMatch(/^(?:event\.)?(?:DomainName|QueryName) /);
    expect(given.filter(each => each.startsWith('same-name:'))).toEqual([]);
  }
});

test.each(queries)('a query has no field of connections: %s', id => {
  for (const vendor of vendors)
    for (const name of ['destination.port', 'destination.ip', 'source.ip', 'network.transport'])
      expect(into(elastic(name, '1'), id, vendor)[2]).toContain(`same-name:${name}`);
});

test.each(connections)('a connection has no name that was asked for: %s', id => {
  for (const vendor of vendors)
    expect(into(elastic('dns.question.name', 'a.test'), id, vendor)[2]).toContain(
      'same-name:dns.question.name',
    );
});
