/** Rest.li's `(a:b,c:List(d,e),f:(g:h))` with percent-encoded values. */
export type RestliValue = string | RestliValue[] | { [key: string]: RestliValue };

/** undefined for what is not well formed. */
export function parseRestli(text: string): RestliValue | undefined {
  let at = 0;
  const fail = () => {
    throw new SyntaxError("not Rest.li");
  };
  const word = (stops: string) => {
    const start = at;
    while (at < text.length && !stops.includes(text[at] ?? "")) at += 1;
    return decodeURIComponent(text.slice(start, at));
  };
  const list = (): RestliValue[] => {
    const items: RestliValue[] = [];
    while (text[at] !== ")") {
      if (at >= text.length) fail();
      items.push(value());
      if (text[at] === ",") at += 1;
    }
    at += 1;
    return items;
  };
  const record = (): RestliValue => {
    const fields: { [key: string]: RestliValue } = {};
    while (text[at] !== ")") {
      if (at >= text.length) fail();
      const key = word(":,()");
      if (text[at] !== ":") fail();
      at += 1;
      fields[key] = value();
      if (text[at] === ",") at += 1;
    }
    at += 1;
    return fields;
  };
  const value = (): RestliValue => {
    if (text.startsWith("List(", at)) {
      at += 5;
      return list();
    }
    if (text[at] === "(") {
      at += 1;
      return record();
    }
    return word(",()");
  };
  try {
    const result = value();
    return at === text.length ? result : undefined;
  } catch {
    return undefined;
  }
}

/** The value of one parameter of a raw query string, undecoded. */
export function rawParameter(query: string, name: string): string | undefined {
  const part = query.split("&").find((p) => p.startsWith(`${name}=`));
  return part?.slice(name.length + 1);
}
