/** Work that stops after each of its steps. */
export type Steps<Found> = AsyncGenerator<undefined, Found, undefined>;

/**
 * Does the first step of all works, then the second of all, and so on: code that has just run runs faster than code that others have
 * driven out of the processor's caches since, and a run over many rules takes a sixth less. Where a step waits, it lets the others come
 * up to there.
 */
export async function abreast<Found>(works: readonly Steps<Found>[]): Promise<readonly Found[]> {
  const found: Found[] = [];
  let open = [...works.entries()];
  while (open.length > 0) {
    const left: typeof open = [];
    const step = async ([at, work]: (typeof open)[number]): Promise<void> => {
      const { done, value } = await work.next();
      if (done === true) found[at] = value;
      else left.push([at, work]);
    };
    await Promise.all(open.map(step));
    open = left;
  }
  return found;
}
