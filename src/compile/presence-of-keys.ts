import { type TranslatedKey, translateLeaf, wordsOfAddOnIn } from '../fields/index.ts';
import {
  and,
  type Choice,
  type Expression,
  equals,
  exists,
  type Field,
  fieldsIn,
  type Given,
  type LogSource,
  not,
  type Predicate,
  type Vendor,
} from '../ir/index.ts';
import { addressSpelling } from './address-spelling.ts';
import type { Fitting } from './fit-leaf.ts';
import { inColumns, type Names } from './search-names.ts';

/**
 * Who puts events together by a field, or tells its values apart, asks whether it is there: the groups rest on what the answer rests on,
 * as where one product has no field for a dash of the log, which is a group in another.
 */
export function assumeThere(written: readonly Expression[], names: Names, fitting: Fitting): void {
  const { dialect, given } = fitting;
  const sources = names.places?.map(({ source }) => source) ?? [names.source];
  for (const each of written) {
    const key = inColumns(each, names, dialect.vendor);
    if (key.kind !== 'field' || key.vendor === dialect.vendor) continue;
    for (const source of sources) {
      const there = translateLeaf(exists(key), source, dialect.vendor);
      for (const one of [...there.given, ...spelling(key, there.predicate, dialect.vendor)]) given.add(one);
      if (wordsOfAddOnIn(key, source).length > 0) given.add(`filled-value:${key.name}`);
    }
  }
}

/** An address is one value in Elastic however it is spelt, and told from the same one in another spelling elsewhere. */
function spelling(key: Field, there: Predicate, vendor: Vendor): readonly Given[] {
  const asked = fieldsIn(there).map(each => equals(each, [anyAddress]));
  return addressSpelling(equals(key, [anyAddress]), and(asked), vendor);
}

const anyAddress = '::1';

/** A key as the log has it: where Splunk's add-on writes a word of its own, there is none. */
export function asLogged(
  key: TranslatedKey,
  written: readonly Expression[],
  source: LogSource,
): TranslatedKey {
  const { expression, of } = key;
  const from = written[of];
  const isForeign = from?.kind === 'field' && from.vendor !== 'splunk';
  const words = isForeign && expression.kind === 'field' ? wordsOfAddOnIn(expression, source) : [];
  if (words.length === 0) return key;
  const { origin } = expression;
  const isOwn = not(equals(expression, words, { casing: 'ignored', origin }), origin);
  const when = and([exists(expression, origin), isOwn], origin);
  const own: Choice = {
    kind: 'choice',
    branches: [{ when, value: expression }],
    otherwise: undefined,
    origin,
  };
  return { ...key, expression: own };
}
