import { describe, expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { features } from '../../src/ir/index.ts';

describe.each(elastic.dialects.map(dialect => [dialect.name, dialect] as const))('%s', (_name, dialect) => {
  test('says of each feature how it holds it', () => {
    expect(Object.keys(dialect.capabilities).sort()).toEqual([...features].sort());
  });

  test('gives a reason for whatever it does not hold exactly', () => {
    for (const feature of features) {
      const capability = dialect.capabilities[feature];
      if ('why' in capability) expect(capability.why, feature).toMatch(/^\S.*\S$/);
    }
  });
});

test('every preferred dialect is there', () => {
  const names = elastic.dialects.map(dialect => dialect.name);
  expect(elastic.preferred.filter(name => !names.includes(name))).toEqual([]);
});
