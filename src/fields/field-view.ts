import type { RegistryForm } from './rewrite/registry-data.ts';
import type { UrlPart } from './rewrite/url-part.ts';

/** How a vendor holds a canonical field. A plain name is the same value under that name. */
export type FieldView =
  | string
  | ValuesView
  | HashPartView
  | AccountHalfView
  | ArgumentsView
  | ArgumentCountView
  | HiveView
  | UnlikeView
  | RegistryView
  | NumberView
  | BitsView
  | QuotedView
  | UrlPartView
  | ElementView
  | HashesView
  | AccountView
  | CasesView;

/** What two vendors tell alike by values of their own. */
export type Identity = 'host-id' | 'agent-id' | 'user-id';

/** Another spelling of an enumeration: canonical value → the vendor's. Several canonical values may be one of the vendor's. */
export interface ValuesView {
  readonly name: string;
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  /** Canonical values with one counterpart are spellings of one value: who asks for one of them asks for all. */
  readonly alike?: true;
  /** The field has no values but these. */
  readonly closed?: true;
  /** Values beyond these are spelt alike by both. */
  readonly others?: 'same';
  /** As of `UnlikeView`, for values beyond those that the table spells. */
  readonly oneToOne?: Identity;
}

/** One digest of a list `MD5=…,SHA256=…`. */
export interface HashPartView {
  readonly name: string;
  readonly part: string;
}

/** One half of an account name `DOMAIN\user`; of `user@domain` where `between` says so. */
export interface AccountHalfView {
  readonly name: string;
  readonly half: 'domain' | 'name';
  readonly between?: '@';
  /** As of `UnlikeView`. */
  readonly oneToOne?: Identity;
}

/** The vendor has the command line, not its list of arguments. */
export interface ArgumentsView {
  readonly name: string;
  readonly arguments: true;
}

/** The vendor has the command line, not the number of its arguments. */
export interface ArgumentCountView {
  readonly name: string;
  readonly count: 'arguments';
}

/** A registry path whose hive is written short (HKLM) or long (HKEY_LOCAL_MACHINE). */
export interface HiveView {
  readonly name: string;
  readonly hive: 'either';
}

/** Much the same field, whose values are written so differently that no comparison carries over; `unlike` says how. */
export interface UnlikeView {
  readonly name: string;
  readonly unlike: string;
  /** What is assumed where events are told apart by it: each value stands for one of the other vendor's (`host-id`). */
  readonly oneToOne?: Identity;
  /** The other vendors' value is a part of this one: a text that is in theirs is in this. */
  readonly whole?: true;
  /** One vendor has the words of the other's text as a list: what is within a word is within both. */
  readonly words?: true;
  /** The words are numbers of messages, which the vendor lists without their percent signs. */
  readonly codes?: true;
}

/** The data of a registry value, with the vendor's spelling of numbers. */
export interface RegistryView {
  readonly name: string;
  readonly registry: RegistryForm;
}

/** A whole number that the vendor writes with the base 16. */
export interface NumberView {
  readonly name: string;
  readonly number: 'hexadecimal';
}

/** The vendor has a number in hexadecimal, of whose bits the field names those that are set: name → bit. */
export interface BitsView {
  readonly name: string;
  readonly bits: Readonly<Record<string, number>>;
}

/** The vendor keeps the single quotes that stand around the value in the log. */
export interface QuotedView {
  readonly name: string;
  readonly quoted: true;
}

/** The vendor has the URL alone, which the field is a part of. */
export interface UrlPartView {
  readonly name: string;
  readonly url: UrlPart;
}

/** The vendor has XML alone, in which the field is the text of an element. */
export interface ElementView {
  readonly name: string;
  readonly element: string;
}

/** The vendor holds each digest of the list in a field of its own: algorithm → canonical field. */
export interface HashesView {
  readonly hashes: Readonly<Record<string, string>>;
}

/** The vendor holds `DOMAIN\user` in two fields, named canonically. */
export interface AccountView {
  readonly account: { readonly domain: string; readonly name: string };
}

/** The vendor has no such field; each of its values is a condition on others. */
export interface CasesView {
  readonly cases: Readonly<Record<string, Condition>>;
  /** The vendor's events of the source have no values but these. */
  readonly closed?: true;
}

/** All of: one of the vendor's fields `present` has a value, none of `absent` has, each of `equals` is one of its values; not `not`; one of `either`. */
export interface Condition {
  readonly present?: readonly string[];
  readonly absent?: readonly string[];
  readonly equals?: Readonly<Record<string, readonly string[]>>;
  readonly not?: Condition;
  readonly either?: readonly Condition[];
}
