import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { crc32 } from "node:zlib";

/** Packs a built extension as it is: Firefox keeps only files of this kind over its restart. Nothing is compressed. */
export async function writeXpi(folder: string, to: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const bodies: Buffer[] = [];
  const listing: Buffer[] = [];
  let offset = 0;
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const name = Buffer.from(relative(folder, path).split(sep).join("/"));
    const content = await readFile(path);
    // Version, flags, method, time, date; then checksum, both sizes, length of the name, and no extra field.
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(content.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), shared, name, content]);
    const central = Buffer.concat([
      Buffer.from("PK\x01\x02"),
      Buffer.from([20, 0]),
      shared,
      Buffer.alloc(14),
      name,
    ]);
    central.writeUInt32LE(offset, 42);
    bodies.push(local);
    listing.push(central);
    offset += local.length;
  }
  const directory = Buffer.concat(listing);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(listing.length, 8);
  end.writeUInt16LE(listing.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  await writeFile(to, Buffer.concat([...bodies, directory, end]));
}
