import type { SandboxAccount } from "./api/context.ts";
import type { Arms } from "./arms.ts";
import { createSession, type Session } from "./linkedin/state.ts";
import { createMailbox } from "./mailbox.ts";
import { named } from "./people.ts";
import { seededRandom, stableHex } from "./random.ts";
import { seedConversations } from "./seed.ts";

/** A person of the world: signed in at LinkedIn, connected to ConnectSafely. */
export interface Member {
  readonly session: Session;
  readonly account: SandboxAccount;
}

interface MemberOptions {
  readonly seed: number;
  readonly conversations: number;
  readonly unread: number;
  readonly unreadElsewhere: number;
  readonly firstUnread: boolean;
  readonly now: () => number;
}

/** The viewer, and a second member with a smaller mailbox to switch to. */
export function makeMembers(options: MemberOptions, arms: Readonly<Arms>): Member[] {
  return [0, 1].map((n) => {
    const random = seededRandom(options.seed * 1000 + n);
    const me = named(random, n === 0 ? "Wren" : "Ilse", n === 0 ? "Halloway" : "Brandvold", "SELF");
    const share = (count: number) => (n === 0 ? count : Math.ceil(count / 2));
    const seeded = seedConversations({
      ...options,
      seed: options.seed + n * 7919,
      conversations: share(options.conversations),
      unread: share(options.unread),
      owner: me.id,
      arms,
      now: options.now(),
    });
    const mailbox = createMailbox(me.id, seeded, options.now);
    return {
      session: createSession(me, mailbox),
      account: {
        id: stableHex(`account ${me.id}`, 24),
        firstName: me.firstName,
        lastName: me.lastName,
        publicId: me.publicId,
        mailbox,
      },
    };
  });
}
