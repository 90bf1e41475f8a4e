import { SourceFile } from '../../source/index.ts';

/**
 * Helpers that every repository of Panther rules has from its template, for rules that are read without it; a module of the name beside
 * the rule takes their place. What they do: https://github.com/panther-labs/panther-analysis/blob/main/global_helpers
 */
const texts: Readonly<Record<string, string>> = {
  panther_base_helpers: `
from fnmatch import fnmatch
from ipaddress import ip_address, ip_network

def pattern_match(string_to_match, pattern):
    return fnmatch(string_to_match, pattern)

def pattern_match_list(string_to_match, patterns):
    return any(fnmatch(string_to_match, each) for each in patterns)

def is_ip_in_network(ip_addr, networks):
    return any(ip_address(ip_addr) in ip_network(each) for each in networks)
`,
  panther_aws_helpers: `
def aws_cloudtrail_success(event):
    return not (event.get("errorCode", "") or event.get("errorMessage", ""))
`,
};

export function knownHelpers(module: string): SourceFile | undefined {
  const text = Object.hasOwn(texts, module) ? texts[module] : undefined;
  return text === undefined ? undefined : new SourceFile(`${module}.py`, text);
}
