/** Brings a normalized answer into the flat form: `*key` references are resolved among `included`. */
export function flatten(answer) {
  if (!answer.included) return answer.data;
  const byUrn = new Map(answer.included.map((entity) => [entity.entityUrn, entity]));
  const walk = (value, seen) => {
    if (Array.isArray(value)) return value.map((item) => walk(item, seen));
    if (typeof value !== "object" || value === null) return value;
    const out = {};
    for (const [key, child] of Object.entries(value)) {
      if (!key.startsWith("*")) out[key] = walk(child, seen);
      else
        out[key.slice(1)] = Array.isArray(child) ? child.map((u) => resolve(u, seen)) : resolve(child, seen);
    }
    return out;
  };
  // A message refers back to its conversation: a reference on the way down stays a stub.
  const resolve = (urn, seen) =>
    !byUrn.has(urn) || seen.includes(urn) ? { entityUrn: urn } : walk(byUrn.get(urn), [...seen, urn]);
  return walk(answer.data.data, []);
}
