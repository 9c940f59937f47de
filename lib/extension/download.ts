/** Hands the person a file, from an extension page; no permission needed. */
export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by the next turn of the event loop.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
