type EventData = Readonly<Record<string, unknown>>;

/**
 * A Windows event as evtx_dump, chainsaw and Velociraptor write its XML (`Event.System` beside `Event.EventData`) with the names that Sigma rules
 * say: the event's data at the top, and of its head what Windows has one of. Any other event as it is.
 * https://learn.microsoft.com/en-us/windows/win32/wes/eventschema-systempropertiestype-complextype
 */
export function withoutWindowsEnvelope(event: EventData): EventData {
  const envelope = event['Event'] ?? event;
  if (!isRecord(envelope) || !isRecord(envelope['System'])) return event;
  const { System: system, EventData: data, UserData: user } = envelope;
  if (!isRecord(data) && !isRecord(user) && envelope === event) return event;
  return { ...headOf(system), ...dataOf(user), ...dataOf(data) };
}

/** Names of attributes that stand without that of their element. */
const names: Readonly<Record<string, string>> = {
  'Provider.Name': 'Provider_Name',
  'TimeCreated.SystemTime': 'TimeCreated',
};

function headOf(system: EventData): EventData {
  const head: Record<string, unknown> = {};
  for (const [element, value] of Object.entries(system)) {
    const text = textOf(value);
    if (text !== undefined && text !== null) head[element] = text;
    for (const [attribute, held] of Object.entries(attributesOf(value)))
      head[names[`${element}.${attribute}`] ?? `${element}${attribute}`] = held;
  }
  return head;
}

/** Of `UserData` the one element within, whatever it is called. */
function dataOf(data: unknown): EventData {
  if (!isRecord(data)) return {};
  const entries = Object.entries(data).filter(([name]) => !isAttributes(name));
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && isRecord(only[1]) && textOf(only[1]) === undefined)
    return dataOf(only[1]);
  return Object.fromEntries(entries.map(([name, value]) => [name, textOf(value)]));
}

/** An element with attributes has its text beside them; `Data` without names is a list of texts. */
function textOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(textOf);
  if (!isRecord(value)) return value;
  return textOf(value['#text'] ?? value['Value']);
}

function attributesOf(value: unknown): EventData {
  if (!isRecord(value)) return {};
  const inner = value['#attributes'] ?? value['@attributes'];
  if (isRecord(inner)) return inner;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== '#text' && name !== 'Value'));
}

function isAttributes(name: string): boolean {
  return name === '#attributes' || name === '@attributes';
}

function isRecord(value: unknown): value is EventData {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
