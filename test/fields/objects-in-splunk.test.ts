import { expect, test } from 'vitest';
import { isMultiValued } from '../../src/fields/index.ts';
import {
  contains,
  type Expression,
  equals,
  exists,
  field,
  type Leaf,
  like,
  text,
  type Vendor,
} from '../../src/ir/index.ts';
import { into } from './into.ts';

const sigma = (name: string): Expression => field(name, 'sigma');
const panther = (name: string): Expression => field(name, 'panther');
const count = (name: string): Leaf => ({
  kind: 'compares',
  left: { kind: 'valueCount', operand: panther(name), origin: [] },
  operator: 'gt',
  right: { kind: 'literal', value: 2, origin: [] },
  as: 'number',
  casing: 'exact',
  quantifier: 'any',
  origin: [],
});
const admin = [contains([text('admin')])];

test.each<[Leaf, string, string, string, readonly string[]]>([
  [
    exists(sigma('responseElements')),
    'aws.cloudtrail',
    'exists "responseElements."*',
    'exact',
    ['not-empty:responseElements'],
  ],
  [
    exists(field('aws.cloudtrail.response_elements', 'elastic')),
    'aws.cloudtrail',
    'exists "responseElements."*',
    'exact',
    ['not-empty:responseElements'],
  ],
  [
    exists(panther('resources')),
    'aws.cloudtrail',
    'exists "resources{}."*',
    'exact',
    ['not-empty:resources'],
  ],
  [
    exists(sigma('userIdentity')),
    'aws.cloudtrail',
    'exists "userIdentity."*',
    'exact',
    ['not-empty:userIdentity'],
  ],
  [exists(sigma('eventName')), 'aws.cloudtrail', 'exists eventName', 'exact', ['not-null:eventName']],
  [
    like(sigma('requestParameters'), admin),
    'aws.cloudtrail',
    '"requestParameters."* like *"admin"*',
    'different',
    ['object:requestParameters'],
  ],
  [
    equals(panther('requestParameters'), ['', 0, false]),
    'aws.cloudtrail',
    'never',
    'exact',
    ['object:requestParameters'],
  ],
  [
    count('resources'),
    'aws.cloudtrail',
    'value-count(resources) gt 2 as number',
    'different',
    ['object:resources'],
  ],
  [equals(sigma('operationName'), ['x']), 'azure.activitylogs', 'operationName = "x"', 'exact', []],
])(
  '%# Splunk has members of an object as fields, and not the object',
  (leaf, id, printed, verdict, given) => {
    const [said, stands, rests] = into(leaf, id, 'splunk');
    expect([said, stands]).toEqual([printed, verdict]);
    expect(rests).toEqual(expect.arrayContaining([...given]));
  },
);

test.each<Vendor>(['panther', 'sigma'])('%s has the object', vendor => {
  expect(into(exists(field('responseElements', 'elastic')), 'aws.cloudtrail', vendor)[0]).toBe(
    'exists responseElements',
  );
});

// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html, https://cloud.google.com/iam/docs/reference/rest/v1/Policy
test.each<[string, string, string, string, readonly string[]]>([
  [
    'target.detailEntry.methodTypeUsed',
    'okta.system',
    'target{}.detailEntry.methodTypeUsed',
    'exact',
    ['no-list:target{}.detailEntry.methodTypeUsed'],
  ],
  ['request.ipChain.ip', 'okta.system', 'request.ipChain{}.ip', 'exact', []],
  [
    'protoPayload.request.policy.bindings.members',
    'gcp.audit',
    'data.protoPayload.request.policy.bindings{}.members{}',
    'exact',
    ['no-list:data.protoPayload.request.policy.bindings{}.members{}'],
  ],
  [
    'protoPayload.request.allowed.ports',
    'gcp.audit',
    'data.protoPayload.request.allowed{}.ports{}',
    'exact',
    ['no-list:data.protoPayload.request.allowed{}.ports{}'],
  ],
  [
    'requestParameters.tagSpecificationSet.items.tags.key',
    'aws.cloudtrail',
    'requestParameters.tagSpecificationSet.items{}.tags{}.key',
    'exact',
    ['no-list:requestParameters.tagSpecificationSet.items{}.tags{}.key'],
  ],
  [
    'requestParameters.bucketPolicy.Statement.Principal',
    'aws.cloudtrail',
    'requestParameters.bucketPolicy.Statement{}.Principal',
    'exact',
    ['no-list:requestParameters.bucketPolicy.Statement{}.Principal'],
  ],
  [
    'requestParameters.policyNames',
    'aws.cloudtrail',
    'requestParameters.policyNames{}',
    'exact',
    ['no-list:requestParameters.policyNames{}'],
  ],
  [
    'properties.targetResources.0.displayName',
    'azure.auditlogs',
    'properties.targetResources{}.displayName',
    'broader',
    [],
  ],
])('%s of %s is %s in Splunk', (name, id, written, verdict, given) => {
  expect(into(equals(sigma(name), ['x']), id, 'splunk')).toEqual([`${written} = "x"`, verdict, given]);
  expect(into(exists(sigma(name)), id, 'splunk')[2]).toEqual(expect.arrayContaining([...given]));
});

test.each(['request.ipChain.ip', 'affectedObjects.name'])('%s has several values in Panther', name => {
  expect(isMultiValued('panther', name)).toBe(true);
});
