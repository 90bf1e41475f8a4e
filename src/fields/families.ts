import windows from './data/windows.json' with { type: 'json' };
import windowsFields from './data/windows-fields.json' with { type: 'json' };
import type { Family } from './data-source.ts';

/** Every data file, in the order in which sources are listed. */
export const families = [windows, windowsFields] as unknown as readonly Family[];
