import { expect, test } from 'vitest';
import { defaultProfile } from '../../src/compile/index.ts';
import { analyserOf } from '../../src/fields/index.ts';
import { printPredicate } from '../../src/ir/index.ts';
import { kql } from '../../src/languages/kql/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';

const audit = 'kubernetes.audit.';
const image = `${audit}requestObject.spec.containers.image`;
const decision = `${audit}annotations.authorization_k8s_io/decision`;

// https://www.elastic.co/docs/reference/integrations/kubernetes/audit-logs#exported-fields
test.each([
  [`${audit}user.groups`, 'standard'],
  [`${audit}impersonatedUser.groups`, 'standard'],
  [image, 'standard'],
  [`${audit}responseObject.spec.volumes.hostPath.path`, 'standard'],
  [`${audit}requestObject.spec.containers.volumeMounts.mountPath`, 'standard'],
  [`${audit}annotations.authorization_k8s_io/reason`, 'standard'],
  [`${audit}responseStatus.message`, 'standard'],
  [`${audit}user.username`, undefined],
  [`${audit}objectRef.name`, undefined],
  [`${audit}requestObject.spec.containers.name`, undefined],
  ['user.groups', undefined],
])('%s is of words: %s', (name, analyser) => {
  expect(analyserOf(name)).toBe(analyser);
});

function read(query: string): string {
  const { value } = kql.lower(EmbeddedText.whole(new SourceFile('q', query)), {});
  return value?.kind === 'events' ? printPredicate(value.where).replaceAll(/\s+/g, ' ') : 'unread';
}

test.each([
  [`${decision}: "allow"`, `${decision} =~ "allow"`],
  [`${audit}user.groups: "system:masters"`, `${audit}user.groups analysed any "system:masters"`],
  [`${image}: nginx*`, `${image} analysed phrasePrefix "nginx"`],
  // No word of an image has a slash: the pattern finds none.
  [`${image}: docker.io/library/*`, 'never'],
  [`${image}: */sysdig/*`, 'never'],
  [`not ${image}: a-b*`, 'not never'],
  [`${image}: *nginx*`, `${image} like~ *"nginx"*`],
])('%s', (query, expected) => {
  expect(read(query)).toBe(expected);
});

test('one field alone holds one word a value', () => {
  const { isOneWord } = defaultProfile('elastic');
  expect([isOneWord?.(decision), isOneWord?.(image)]).toEqual([true, false]);
});
