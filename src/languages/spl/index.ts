import type { QueryLanguage } from '../language.ts';
import { lowerSpl } from './lower.ts';

export { splitCommands } from './commands.ts';
export type { Calculated } from './context.ts';
export { lowerSpl, type SplOptions } from './lower.ts';
export { commonMacros, expandMacros, type Macro, type Macros } from './macros.ts';

/** Splunk's Search Processing Language. */
export const spl: QueryLanguage = { name: 'spl', lower: (text, source) => lowerSpl(text, source) };
export { contentMacros } from './content-macros.ts';
export { matchedEvents } from './matched-events.ts';
export type { LookedUp } from './stage-reading.ts';
export { predicatesOf, readStages, type SplStage, type SplStages } from './stages.ts';
