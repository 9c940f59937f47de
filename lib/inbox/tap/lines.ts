/** Cuts a stream of text into whole lines; the rest waits for what comes. An endless line is dropped. */
export function createLineCutter(max: number): (chunk: string) => string {
  let rest = "";
  return (chunk) => {
    const text = rest + chunk;
    const end = text.lastIndexOf("\n") + 1;
    rest = text.length - end > max ? "" : text.slice(end);
    return text.slice(0, end);
  };
}
