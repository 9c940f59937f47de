export interface SourceMap {
  readonly sources: readonly string[];
  readonly mappings: string;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Characters of a generated file by the source that they come from; what no source is told for is the bundler's. */
export function charactersBySource(code: string, map: SourceMap): Map<string, number> {
  const result = new Map<string, number>();
  const lines = code.split("\n");
  let source = 0;
  map.mappings.split(";").forEach((mapping, index) => {
    const line = lines[index] ?? "";
    let column = 0;
    let owner = "";
    let from = 0;
    const close = (to: number) => {
      result.set(owner, (result.get(owner) ?? 0) + to - from);
      from = to;
    };
    for (const segment of mapping === "" ? [] : mapping.split(",")) {
      const [columns = 0, sources] = numbers(segment);
      column += columns;
      close(column);
      source += sources ?? 0;
      owner = sources === undefined ? "" : (map.sources[source] ?? "");
    }
    close(line.length);
  });
  return result;
}

/** The package that a source belongs to, or the folder of ours. */
export function ownerOf(source: string): string {
  const packaged = [...source.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)/g)].at(-1)?.[1];
  const folder = /(?:^|\/)(lib\/(?:connectsafely|extension|inbox|queue)|lib|components|entrypoints)\//.exec(
    source,
  )?.[1];
  return packaged ?? folder ?? "bundler and styles";
}

/** Base64 VLQ. */
function numbers(segment: string): number[] {
  const found: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of segment) {
    const digit = DIGITS.indexOf(character);
    value += (digit & 31) << shift;
    if (digit & 32) shift += 5;
    else {
      found.push(value & 1 ? -(value >> 1) : value >> 1);
      value = 0;
      shift = 0;
    }
  }
  return found;
}

/** Finds the source that a place of the generated file comes from; lines and columns count from 0. */
export function sourceFinder(map: SourceMap): (line: number, column: number) => string | undefined {
  let source = 0;
  const lines = map.mappings.split(";").map((mapping) => {
    let column = 0;
    return (mapping === "" ? [] : mapping.split(",")).map((segment) => {
      const [columns = 0, sources] = numbers(segment);
      column += columns;
      source += sources ?? 0;
      return { column, source: sources === undefined ? undefined : map.sources[source] };
    });
  });
  return (line, column) => lines[line]?.findLast((segment) => segment.column <= column)?.source;
}
