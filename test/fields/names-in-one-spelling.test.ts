import { expect, test } from 'vitest';
import { nameLists, unpacked } from '../../src/fields/log-names.ts';

/** Windows' manifests, audit records and parameters of Google's reports have names that differ in case alone. */
const ofBoth = /^(?:windows|linux\.auditd$|google_workspace)/;

// Sample events of other products' tests are written in small letters at times, as a data lake shows its columns: no log has those names.
test.each(
  nameLists
    .filter(({ sources }) => !sources.some(id => ofBoth.test(id)))
    .map(list => [list.sources.join(' '), list] as const),
)('the names of %s are in no other spelling in small letters', (_, { names }) => {
  const all = unpacked(names);
  const spelt = new Map(
    all.filter(name => name !== name.toLowerCase()).map(name => [name.toLowerCase(), name]),
  );
  expect(
    all.filter(
      name =>
        name === name.toLowerCase() && spelt.has(name) && !/^(?:level|(?:event\.)?name|type)$/.test(name),
    ),
  ).toEqual([]);
});
