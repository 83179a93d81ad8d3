/** The part of DNS messages (RFC 1035) that a resolver needs which knows A records only. */

const HEADER = 12;
const A = 1;
const INTERNET = 1;

export interface Question {
  id: number;
  /** In lower case, without the final dot. */
  name: string;
  /** Whether it is about IPv4 addresses. */
  isA: boolean;
  /** The client wants the resolver to look further. */
  recursion: boolean;
  /** As it stands in the query. */
  bytes: Buffer;
}

export const CODES = { ok: 0, serverFailed: 2, noSuchName: 3, refused: 5 } as const;

/** undefined: not a query with one question. */
export function readQuery(message: Buffer): Question | undefined {
  if (message.length < HEADER + 5 || message.readUInt16BE(4) !== 1) return undefined;
  const flags = message.readUInt16BE(2);
  const isStandardQuery = (flags & 0xf800) === 0;
  if (!isStandardQuery) return undefined;
  const labels: string[] = [];
  let at = HEADER;
  for (let length = message[at]!; length !== 0; length = message[at]!) {
    if (length > 63 || at + 1 + length >= message.length) return undefined;
    labels.push(message.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  const end = at + 5;
  if (end > message.length || message.readUInt16BE(at + 3) !== INTERNET) return undefined;
  return {
    id: message.readUInt16BE(0),
    name: labels.join(".").toLowerCase(),
    isA: message.readUInt16BE(at + 1) === A,
    recursion: (flags & 0x0100) !== 0,
    bytes: message.subarray(HEADER, end),
  };
}

export function writeAnswer(
  { id, recursion, bytes }: Question,
  code: (typeof CODES)[keyof typeof CODES],
  addresses: readonly string[],
  ttlSeconds: number,
): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeUInt16BE(id, 0);
  // A response that allows recursion.
  header.writeUInt16BE(0x8080 | (recursion ? 0x0100 : 0) | code, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses.length, 6);
  const records = addresses.map((address) => {
    const record = Buffer.alloc(16);
    // The name is that of the question.
    record.writeUInt16BE(0xc000 | HEADER, 0);
    record.writeUInt16BE(A, 2);
    record.writeUInt16BE(INTERNET, 4);
    record.writeUInt32BE(ttlSeconds, 6);
    record.writeUInt16BE(4, 10);
    for (const [index, part] of address.split(".").entries()) record[12 + index] = Number(part);
    return record;
  });
  return Buffer.concat([header, bytes, ...records]);
}
