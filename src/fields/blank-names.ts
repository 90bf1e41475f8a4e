type EventData = Readonly<Record<string, unknown>>;

/**
 * An event whose names with blanks are there without them too: Windows Defender's event data has `Threat Name`
 * (https://learn.microsoft.com/en-us/defender-endpoint/troubleshoot-microsoft-defender-antivirus), and Sigma rules say
 * `ThreatName`, as collectors that take blanks out of names hold it.
 */
export function withoutBlanksInNames(event: EventData): EventData {
  let result: Record<string, unknown> | undefined;
  for (const name in event) {
    if (!name.includes(' ')) continue;
    const plain = name.replaceAll(' ', '');
    if (plain === '__proto__' || Object.hasOwn(event, plain)) continue;
    result ??= { ...event };
    result[plain] = event[name];
  }
  return result ?? event;
}
