import { type And, type Equals, equals, type Given, type LogSource, type Vendor } from '../ir/index.ts';
import type { FieldTable } from './field-table.ts';
import { tableOf } from './registry.ts';

/** `DOMAIN\user` of a target, and the names of its halves in another vendor's events. */
interface WholeAccount {
  readonly name: string;
  readonly canonical: string;
  readonly halves: { readonly domain: string; readonly name: string };
}

export interface JoinedAccounts {
  readonly predicate: And;
  readonly given: readonly Given[];
}

const byTable = new WeakMap<FieldTable, Map<string, readonly WholeAccount[]>>();

/** A domain and a name that are asked for together, as the one account that they are in the target: `NT AUTHORITY\SYSTEM`. */
export function joinAccounts(predicate: And, source: LogSource, vendor: Vendor): JoinedAccounts {
  const author = predicate.operands.flatMap(ownerOf)[0];
  if (author === undefined || author === vendor) return { predicate, given: [] };
  for (const account of accountsOf(tableOf(source), author, vendor)) {
    const domain = predicate.operands.find(operand => asksFor(operand, account.halves.domain));
    const name = predicate.operands.find(operand => asksFor(operand, account.halves.name));
    if (domain?.kind !== 'equals' || name?.kind !== 'equals' || domain.casing !== name.casing) continue;
    const whole = joined(domain, name, account, vendor);
    if (whole === undefined) continue;
    const operands = predicate.operands.flatMap(each =>
      each === domain ? [] : each === name ? [whole] : [each],
    );
    return { predicate: { ...predicate, operands }, given: ['qualified-account'] };
  }
  return { predicate, given: [] };
}

function ownerOf(operand: And['operands'][number]): readonly Vendor[] {
  return operand.kind === 'equals' && operand.subject.kind === 'field' ? [operand.subject.vendor] : [];
}

function asksFor(operand: And['operands'][number], name: string): boolean {
  return (
    operand.kind === 'equals' &&
    operand.quantifier === 'any' &&
    operand.subject.kind === 'field' &&
    operand.subject.name === name
  );
}

/** One of the two has one value: the accounts of several domains and names are pairs of these. */
function joined(domain: Equals, name: Equals, account: WholeAccount, vendor: Vendor): Equals | undefined {
  if (domain.values.length !== 1 && name.values.length !== 1) return undefined;
  const origin = [...domain.origin, ...name.origin];
  const values = domain.values.flatMap(one => name.values.map(other => `${one}\\${other}`));
  const subject = {
    kind: 'field',
    name: account.name,
    vendor,
    canonical: account.canonical,
    type: 'string',
    origin,
  } as const;
  return equals(subject, values, { casing: name.casing, quantifier: 'any', origin });
}

function accountsOf(table: FieldTable, author: Vendor, vendor: Vendor): readonly WholeAccount[] {
  const known = byTable.get(table) ?? new Map<string, readonly WholeAccount[]>();
  byTable.set(table, known);
  const key = `${author} ${vendor}`;
  const held = known.get(key);
  if (held !== undefined) return held;
  const found = table.entries.flatMap(entry => {
    const [here, there] = [entry.view(author), entry.view(vendor)];
    if (typeof here !== 'object' || !('account' in here) || typeof there !== 'string') return [];
    return [{ name: there, canonical: entry.canonical, halves: here.account }];
  });
  known.set(key, found);
  return found;
}
