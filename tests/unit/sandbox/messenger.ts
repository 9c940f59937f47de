import type { World } from "../../sandbox/world.ts";
import { encoded, graphql } from "./https";

export interface Item {
  entityUrn: string;
  read?: boolean;
  unreadCount?: number;
  categories?: string[];
  lastActivityAt: number;
  conversationParticipants: { participantType: { member: { distance: string } | null } }[];
  messages?: { elements: { conversation: Record<string, unknown> }[] };
}

export const mailboxOf = (world: World) => encoded(`urn:li:fsd_profile:${world.owner}`);
export const category = (world: World, name: string, rest: string) =>
  `query:(predicateUnions:List((conversationCategoryPredicate:(category:${name})))),${rest},mailboxUrn:${mailboxOf(world)}`;

/** The field that a list request was answered in, its elements and metadata. */
export async function list(world: World, variables: string) {
  const got = await graphql(world, "messengerConversations", variables);
  const { data } = JSON.parse(got.text) as {
    data: Record<string, { elements: Item[]; metadata: Record<string, string | null> }>;
  };
  const [field] = Object.keys(data);
  return { got, field, ...(data[field ?? ""] ?? { elements: [], metadata: {} }) };
}
