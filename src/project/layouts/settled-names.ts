/** A thing of a pack that has a name: its own, or another where several have that. */
export interface Wanted {
  /** Of the rule. */
  readonly key: string;
  readonly own: string;
  /** With the name of its file. */
  readonly distinct: string;
  /** Its own name is not to be had. */
  readonly isTooLong?: boolean;
}

/**
 * The name of each: its own where nobody else has it. What had a name at the last build keeps it, for a product keeps by it what
 * its people have set; among new ones of one name all are distinct. `folded`: two names are one to the product.
 */
export function settledNames(
  wanted: readonly Wanted[],
  held: (key: string) => ReadonlySet<string>,
  folded: (name: string) => string,
): readonly string[] {
  const groups = new Map<string, Wanted[]>();
  for (const each of wanted) groups.set(folded(each.own), [...(groups.get(folded(each.own)) ?? []), each]);
  const had = (each: Wanted, name: string): boolean => held(each.key).has(folded(name));
  return wanted.map(each => {
    const group = groups.get(folded(each.own)) ?? [];
    const holders = group.filter(other => had(other, other.own));
    const [only] = holders.length === 0 && !had(each, each.distinct) ? group : holders;
    const isAlone = holders.length === 1 || (holders.length === 0 && group.length === 1);
    return isAlone && only === each && each.isTooLong !== true ? each.own : each.distinct;
  });
}
