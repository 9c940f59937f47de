import type { ProfileId } from "../../conversation";
import type { SeenName } from "../evidence";
import { cleanText } from "../text";
import { type Fields, isFields, textOf } from "./json";

/** What the participants of a conversation tell of it. */
export interface Cast {
  /** undefined when a participant is missing or has no name: a part of a name is not a name. */
  readonly name?: SeenName | undefined;
  readonly shape?: "direct" | "group" | "company" | undefined;
  /** The participant that LinkedIn marks as the viewer. */
  readonly self?: ProfileId | undefined;
}

export function readCast(
  participants: readonly (Fields | undefined)[] | undefined,
  owner: ProfileId,
  groupChat: unknown,
  title: string | undefined,
): Cast {
  const known = participants?.filter(isFields) ?? [];
  const complete = participants !== undefined && known.length === participants.length;
  const self = known.find((one) => memberOf(one)?.distance === "SELF");
  const others = known.filter((one) => one !== self && profileOf(one) !== owner);
  return {
    name: nameOf(complete ? others : [], title, groupChat === true || others.length > 1),
    shape: shapeOf(others, complete, groupChat),
    self: self && profileOf(self),
  };
}

function shapeOf(others: readonly Fields[], complete: boolean, groupChat: unknown): Cast["shape"] {
  if (groupChat === true || others.length > 1) return "group";
  if (others[0] && isCompany(others[0])) return "company";
  return (complete && others.length === 1) || groupChat === false ? "direct" : undefined;
}

/** A group is drawn by its title, if it has one; other titles (of sponsored messages) are not drawn as names. */
function nameOf(
  others: readonly Fields[],
  title: string | undefined,
  isGroup: boolean,
): SeenName | undefined {
  const names = others.map((one) => personName(one));
  const joined = joinAll(names);
  const titled = title === undefined ? undefined : cleanText(title) || undefined;
  const shown = (isGroup ? titled : undefined) ?? joined ?? titled;
  if (!shown) return undefined;
  // Which name comes first is the page's choice: always so for one person, in East Asian scripts also in a group.
  const familyFirst = others.map((one, i) =>
    others.length === 1 || EAST_ASIAN.test(names[i] ?? "") ? personName(one, true) : names[i],
  );
  const spellings = new Set(
    [joined, joinAll(familyFirst)].filter((name) => name !== undefined && name !== shown),
  );
  return { shown, alternatives: [...spellings] as string[] };
}

const EAST_ASIAN = /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u;

/** undefined if one is missing or has no name: a part of a name is not a name. */
function joinAll(names: readonly (string | undefined)[]): string | undefined {
  return names.length > 0 && names.every((name) => name !== undefined) ? names.join(", ") : undefined;
}

/** As a row draws it: given and family name, or the name of an organisation, agent or custom participant. */
function personName(participant: Fields, familyFirst = false): string | undefined {
  const member = memberOf(participant);
  if (member) {
    const parts = [textOf(member.firstName), textOf(member.lastName)].filter((part) => part !== undefined);
    if (familyFirst) parts.reverse();
    return cleanText(parts.join(" ")) || undefined;
  }
  for (const type of ["organization", "custom", "agent"]) {
    const other = typeOf(participant, type);
    const name = other && textOf(other.name);
    if (name) return cleanText(name) || undefined;
  }
  return undefined;
}

function isCompany(participant: Fields): boolean {
  const host = participant.hostIdentityUrn;
  return (
    typeOf(participant, "organization") !== undefined ||
    (typeof host === "string" && host.startsWith("urn:li:fsd_company:"))
  );
}

function profileOf(participant: Fields): ProfileId | undefined {
  const host = participant.hostIdentityUrn;
  const id =
    typeof host === "string" ? /^urn:li:fsd_profile:([A-Za-z0-9_-]{1,128})$/.exec(host)?.[1] : undefined;
  return id as ProfileId | undefined;
}

const memberOf = (participant: Fields) => typeOf(participant, "member");

function typeOf(participant: Fields, type: string): Fields | undefined {
  const types = participant.participantType;
  const value = isFields(types) ? types[type] : undefined;
  return isFields(value) ? value : undefined;
}
