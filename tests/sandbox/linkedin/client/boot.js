/** What the document was served with: flags, and on the old client who is signed in. */
const blobs = [...document.querySelectorAll('code[id^="bpr-guid-"]')].map((c) => JSON.parse(c.textContent));

export const flags = blobs.find((b) => b.flags).flags;

const meBlob = blobs.find((b) => b.data?.$type === "com.linkedin.voyager.common.Me");

/** `{ urn, firstName, lastName, headline }` from a `Me` answer. */
export function readMe(answer) {
  const mini = answer.included.find((i) => i.entityUrn === answer.data["*miniProfile"]);
  return {
    urn: mini.dashEntityUrn,
    firstName: mini.firstName,
    lastName: mini.lastName,
    headline: mini.occupation,
  };
}

export const bootMe = meBlob ? readMe(meBlob) : undefined;
