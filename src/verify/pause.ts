/** Awaited between the steps of a proof: where many are made at a time, each step of all of them comes before the next. */
export const others: Promise<void> = Promise.resolve();
