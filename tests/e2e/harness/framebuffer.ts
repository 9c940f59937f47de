import { readFile } from "node:fs/promises";
import { crc32, deflateSync } from "node:zlib";

/**
 * Turns the file that Xvfb keeps under `-fbdir` into a PNG. It is an XWD dump: big-endian 32-bit header fields,
 * a colour table of 12-byte entries, then rows of 32-bit little-endian BGRX pixels.
 * Source of the layout: X11/XWDFile.h.
 */
export async function framebufferPng(path: string): Promise<Buffer> {
  const dump = await readFile(path);
  const field = (index: number) => dump.readUInt32BE(index * 4);
  const [headerSize, width, height, bytesPerLine, colours] = [0, 4, 5, 12, 19].map(field) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const start = headerSize + colours * 12;
  const stride = 1 + width * 3;
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = start + y * bytesPerLine + x * 4;
      const to = y * stride + 1 + x * 3;
      rows[to] = dump[from + 2] ?? 0;
      rows[to + 1] = dump[from + 1] ?? 0;
      rows[to + 2] = dump[from] ?? 0;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}
