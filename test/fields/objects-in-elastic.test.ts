import { expect, test } from 'vitest';
import { contains, exists, field, like, text, type Vendor } from '../../src/ir/index.ts';
import { into } from './into.ts';

const asks = (name: string, vendor: Vendor) => like(field(name, vendor), [contains([text('x')])]);

// https://www.elastic.co/docs/reference/integrations/o365 makes objects of these lists, by the names of their elements.
test.each<readonly [string, Vendor, string]>([
  ['m365.audit', 'sigma', 'ModifiedProperties'],
  ['m365.audit', 'panther', 'ExtendedProperties'],
  ['kubernetes.audit', 'sigma', 'requestObject'],
  ['kubernetes.audit', 'panther', 'requestObject.spec'],
  ['okta.system', 'sigma', 'target'],
  ['github.audit', 'sigma', 'data'],
  ['gcp.audit', 'sigma', 'protoPayload.authorizationInfo'],
])(
  'of %s, a part of the text that %s makes of the object %s is in no field of Elastic’s',
  (id, vendor, name) => {
    expect(into(asks(name, vendor), id, 'elastic')[1]).toBe('different');
  },
);

test.each<readonly [string, Vendor, string]>([
  ['m365.audit', 'sigma', 'Operation'],
  ['kubernetes.audit', 'sigma', 'requestObject.spec.containers.image'],
  ['azure.activitylogs', 'sigma', 'identity'],
  ['zeek.dns', 'sigma', 'answers'],
])('of %s, what %s calls %s is a text', (id, vendor, name) => {
  expect(into(asks(name, vendor), id, 'elastic')[1]).toBe('exact');
});

test('whether an object is there at all can be asked', () => {
  expect(into(exists(field('requestObject', 'sigma')), 'kubernetes.audit', 'elastic')[1]).toBe('exact');
});
