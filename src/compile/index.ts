export { addressSpelling } from './address-spelling.ts';
export { compile } from './compile.ts';
export { capabilitiesOf, dialectsFor, formsOf } from './dialects.ts';
export { type DocumentRequest, type Documents, writeDocuments } from './document.ts';
export { located } from './located.ts';
export { withPlainOrders } from './plain-orders.ts';
export { defaultProfile } from './profile.ts';
export type { CompileOptions, Evidence, Translation, Unmapped, Verdict } from './translation.ts';
export { type EventView, eventView, searchView } from './view.ts';
