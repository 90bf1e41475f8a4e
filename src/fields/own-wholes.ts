import type { Vendor } from '../ir/index.ts';
import type { AccountHalfView, ArgumentsView, FieldView, HashPartView } from './data-source.ts';
import type { MappedField } from './mapped-field.ts';

const vendors = ['sigma', 'elastic', 'splunk', 'cim', 'panther'] as const;

/** A field whose parts a project says, one by one: `Hashes` of several digests, `Account` of a domain and a name, a command line. */
interface Whole {
  readonly vendor: Vendor;
  readonly name: string;
  readonly parts: readonly Part[];
}

interface Part {
  readonly field: MappedField;
  readonly view: PartView;
}

type PartView = HashPartView | AccountHalfView | ArgumentsView;

/**
 * The fields that a project says by their parts alone, as fields of their own: what is asked of the whole is asked of the parts where
 * another vendor has these, and of the whole where it has one too.
 */
export function ownWholes(
  own: readonly MappedField[],
  isTaken: (vendor: Vendor, name: string) => boolean,
): readonly MappedField[] {
  const found = new Map<string, Whole>();
  for (const field of own)
    for (const vendor of vendors) {
      const view = field.view(vendor);
      if (!isPart(view) || isTaken(vendor, view.name)) continue;
      const key = `${vendor} ${view.name}`;
      const { parts } = found.get(key) ?? { parts: [] };
      found.set(key, { vendor, name: view.name, parts: [...parts, { field, view }] });
    }
  const named = new Set<string>();
  return [...found.values()].flatMap(whole => {
    const field = wholeField(whole);
    // Vendors that both have the whole have one field.
    const names = vendors.flatMap(vendor => {
      const view = field.view(vendor);
      return typeof view === 'string' ? [`${vendor} ${view}`] : [];
    });
    if (names.some(each => named.has(each))) return [];
    for (const each of names) named.add(each);
    return [field];
  });
}

function isPart(view: FieldView | undefined): view is PartView {
  return typeof view === 'object' && ('part' in view || 'half' in view || 'arguments' in view);
}

function wholeField({ vendor, name, parts }: Whole): MappedField {
  return {
    canonical: name,
    type: 'string',
    view: other => (other === vendor ? name : viewOf(other, parts)),
  };
}

function viewOf(vendor: Vendor, parts: readonly Part[]): FieldView | undefined {
  const views = parts.map(({ field }) => field.view(vendor));
  const [first] = views;
  if (isPart(first) && views.every(each => isPart(each) && each.name === first.name)) return first.name;
  if (views.some(each => typeof each !== 'string')) return undefined;
  const digests = parts.flatMap(({ field, view }) => ('part' in view ? [[view.part, field.canonical]] : []));
  if (digests.length === parts.length) return { hashes: Object.fromEntries(digests) };
  const [domain, name] = (['domain', 'name'] as const).map(
    half => parts.find(({ view }) => 'half' in view && view.half === half)?.field.canonical,
  );
  return domain === undefined || name === undefined ? undefined : { account: { domain, name } };
}
