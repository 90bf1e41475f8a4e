import type { Metadata } from '../src/ir/index.ts';

/** Whether a rule is not to run: its author has switched it off, or has given it up and says nothing of that. */
export function isSwitchedOff({ enabled, status }: Metadata): boolean {
  return enabled === undefined ? status === 'deprecated' || status === 'unsupported' : !enabled;
}

/** What is told of a rule that is switched off, by documents that have no place for that. */
export function lostSwitch({ enabled }: Metadata): readonly string[] {
  return enabled === false ? ['being switched off'] : [];
}
