import type { SourceFile } from '../source/index.ts';

/** Keys of the top level that only what stands beside detections of security content has: macros, lookups, stories, data sources and the rest. */
const besideEscu =
  /^["']?(?:lookup_type|narrative|alert_action|definition|sourcetype|playbook_type|appid)["']?\s*:/m;
/** Keys of rules of other formats. */
export const ofOthers = /^["']?(?:logsource|detection|correlation|AnalysisType)["']?\s*:/m;

/** Whether a file is of the content of Splunk, but no detection: https://github.com/splunk/contentctl */
export function isBesideEscu({ path, text }: SourceFile): boolean {
  if (/(?:^|[\\/])contentctl\.ya?ml$/i.test(path)) return true;
  const isContent = /^["']?name["']?\s*:/m.test(text) && besideEscu.test(text);
  return isContent && !ofOthers.test(text) && !/^["']?search["']?\s*:/m.test(text);
}
