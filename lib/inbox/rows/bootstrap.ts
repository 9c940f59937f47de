import type { ProfileId } from "../../conversation";
import { type Fields, isFields, parseJson } from "../answers/json";
import { type Finder, ME_TYPE } from "../selectors";

/** Reads who is signed in from the data that LinkedIn ships in the document; looks again only when more was added. */
export class Bootstrap {
  #seen = 0;

  viewer(document: Document, find: Finder): ProfileId | undefined {
    const blobs = find.all(document, "bootstrap");
    if (blobs.length === this.#seen) return undefined;
    this.#seen = blobs.length;
    find.first(document, "bootstrap");
    for (const blob of blobs) {
      const text = blob.textContent ?? "";
      const id = text.includes(ME_TYPE) ? readMe(parseJson(text)) : undefined;
      if (id) return id;
    }
    return undefined;
  }
}

/** `Me` names its small profile, which names the profile that owns the mailbox. */
function readMe(root: unknown): ProfileId | undefined {
  if (!isFields(root)) return undefined;
  const included = Array.isArray(root.included) ? root.included.filter(isFields) : [];
  const outer = isFields(root.data) ? root.data : {};
  const me = [outer, outer.data, ...included].find(
    (one): one is Fields => isFields(one) && one.$type === ME_TYPE,
  );
  const urn = me?.["*miniProfile"];
  if (typeof urn !== "string") return undefined;
  const dash = included.find((one) => one.entityUrn === urn)?.dashEntityUrn;
  const id =
    typeof dash === "string"
      ? /^urn:li:fsd_profile:([A-Za-z0-9_-]{1,128})$/.exec(dash)
      : /^urn:li:fs_miniProfile:([A-Za-z0-9_-]{1,128})$/.exec(urn);
  return id?.[1] as ProfileId | undefined;
}
