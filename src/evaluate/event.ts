/** An event as it came: flat (`"process.name": …`), nested, or both. Numbers and booleans may be strings. */
export type EventData = Readonly<Record<string, unknown>>;
