import type { World } from "../../tests/sandbox/world.ts";

/** Prints each API request once it has been answered. Returns what stops it, printing what is left. */
export function followRequests(world: World): () => void {
  let printed = 0;
  const print = (all: boolean) => {
    for (;;) {
      const request = world.api.requests[printed];
      if (!request || (request.endedAt === undefined && !all)) return;
      printed += 1;
      const time = new Date(request.at).toLocaleTimeString("en-GB");
      const answer = request.status ?? "no answer";
      console.log(
        `${time}  ${request.method} ${request.path}  ${answer}  ${about(world, request.body)}`.trimEnd(),
      );
    }
  };
  const timer = setInterval(() => print(false), 100);
  return () => {
    clearInterval(timer);
    print(true);
  };
}

function about(world: World, body: string): string {
  const urn = /"conversationUrn":"([^"]+)"/.exec(body)?.[1];
  return (urn && world.mailbox.byUrn(urn)?.name) || "";
}
