import type { Json } from "./records.ts";

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const urnOf = (value: unknown) =>
  isObject(value) && typeof value.entityUrn === "string" ? value.entityUrn : undefined;

/**
 * Turns a flat envelope into the normalized one: entities move to `included`, keys that held them become
 * `*key` with the URN. A stub leaves its reference and adds nothing.
 */
export function normalize(flat: { data: Json }): Json {
  const included = new Map<string, Json>();
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isObject(value)) return value;
    const out: Json = {};
    for (const [key, child] of Object.entries(value)) {
      if (key === "_type") out.$type = child;
      else if (key === "_recipeType") out.$recipeTypes = [child];
      else if (urnOf(child)) out[`*${key}`] = lift(child as Json);
      else if (Array.isArray(child) && child.length > 0 && child.every(urnOf))
        out[`*${key}`] = child.map(lift);
      else out[key] = walk(child);
    }
    return out;
  };
  const lift = (entity: Json): string => {
    const urn = urnOf(entity) ?? "";
    const fields = Object.keys(entity).filter((key) => key !== "_type" && key !== "_recipeType");
    if (fields.length > 1) included.set(urn, { ...included.get(urn), ...(walk(entity) as Json) });
    return urn;
  };
  return { data: { data: walk(flat.data) }, included: [...included.values()] };
}
