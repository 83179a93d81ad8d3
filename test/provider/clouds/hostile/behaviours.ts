import type { Socket } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { type Behave, flood, head } from "./endpoint";

/** How a false or broken endpoint handles a request. */
export interface Behaviour {
  /** The attack, described from the attacker's point of view. */
  name: string;
  /** @param thief where it wants the credentials to be sent */
  behave(thief: string): Behave;
  tls?: boolean;
}

const BLOCK = "x".repeat(64 * 1024);

/** Megabytes of zeros, compressed to kilobytes. */
const bomb = (compress: (data: Buffer) => Buffer) => compress(Buffer.alloc(64 * 1024 * 1024));

const answer =
  (status: string, body: string | Buffer, headers: Record<string, string | number> = {}) =>
  (socket: Socket) => {
    socket.write(head(status, { "content-length": body.length, ...headers }));
    socket.end(body);
  };

const json = (body: unknown) => answer("200 OK", JSON.stringify(body));

/** An answer in every cloud's format at once: each reads its own fields. */
const inAllFormats = (list: unknown, alibabas = list) => ({
  jobs: list,
  security_group_rules: list,
  publicips: list,
  Items: { DBInstance: alibabas },
  Response: { RequestId: "1", SecurityGroupSet: list },
});

const EMPTY = inAllFormats([]);

const lists = (thing: (at: number) => unknown, length = 1) =>
  inAllFormats(Array.from({ length }, (_, at) => thing(at)));

/** A page larger than any that is requested, with items that belong to nobody. */
const full = (id: (at: number) => string) =>
  lists((at) => ({ id: id(at), DBInstanceId: id(at), SecurityGroupId: id(at), name: "other", status: "RUNNING" }), 500);

/** Endless full pages of new names: reading each is fast, so only a limit on their number can stop it. */
let named = 0;
const slim = () => {
  const list = Array.from({ length: 500 }, () => {
    named += 1;
    return { id: `n${named}`, DBInstanceId: `n${named}`, SecurityGroupId: `n${named}` };
  });
  return inAllFormats(list, list.slice(0, 100));
};

const redirect =
  (status: string) =>
  (thief: string): Behave =>
    answer(status, "", { location: `${thief}/v3/jobs` });

export const BEHAVIOURS: readonly Behaviour[] = [
  {
    name: "sends a body without end",
    behave: () => (socket) => {
      socket.write(`${head("200 OK")}{"jobs":["`);
      flood(socket, BLOCK);
    },
  },
  {
    name: "sends a body without end in chunks",
    behave: () => (socket) => {
      socket.write(`${head("200 OK", { "transfer-encoding": "chunked" })}`);
      flood(socket, `10000\r\n${BLOCK}\r\n`);
    },
  },
  {
    name: "sends headers without end",
    behave: () => (socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      flood(socket, `x-${"a".repeat(200)}: ${"b".repeat(4000)}\r\n`);
    },
  },
  {
    name: "says without end that it will answer",
    behave: () => (socket) => flood(socket, "HTTP/1.1 102 Processing\r\n\r\n".repeat(100)),
  },
  {
    name: "sends a gzip bomb",
    behave: () => answer("200 OK", bomb(gzipSync), { "content-encoding": "gzip" }),
  },
  {
    name: "sends a deflate bomb",
    behave: () => answer("200 OK", bomb(deflateSync), { "content-encoding": "deflate" }),
  },
  {
    name: "sends a brotli bomb",
    behave: () => answer("200 OK", bomb(brotliCompressSync), { "content-encoding": "br" }),
  },
  {
    name: "sends a gzip bomb in a gzip bomb",
    behave: () => answer("200 OK", gzipSync(bomb(gzipSync)), { "content-encoding": "gzip, gzip" }),
  },
  {
    name: "refuses with a gzip bomb",
    behave: () => answer("403 Forbidden", bomb(gzipSync), { "content-encoding": "gzip" }),
  },
  {
    name: "drips one byte after another",
    behave: () => (socket) => {
      socket.write(`${head("200 OK", { "content-length": 1_000_000 })}{"jobs":["`);
      const timer = setInterval(() => socket.write("x"), 20);
      socket.on("close", () => clearInterval(timer));
    },
  },
  { name: "redirects to another host", behave: redirect("302 Found") },
  { name: "redirects to another host with method and body", behave: redirect("307 Temporary Redirect") },
  { name: "moves for good to another host", behave: redirect("308 Permanent Redirect") },
  { name: "has a certificate that it signed itself", behave: () => answer("200 OK", "{}"), tls: true },
  {
    name: "answers with a page",
    behave: () => answer("200 OK", "<html>log in to the network</html>", { "content-type": "text/html" }),
  },
  {
    name: "answers with a page that it calls JSON",
    behave: () => answer("200 OK", "<html>log in to the network</html>"),
  },
  { name: "answers with nothing of what was asked", behave: () => answer("200 OK", "{}") },
  {
    name: "lists nothing, and says that there are seven",
    behave: () =>
      json({
        ...EMPTY,
        total_record: 7,
        total_count: 7,
        TotalRecordCount: 7,
        Response: { ...EMPTY.Response, TotalCount: 7 },
      }),
  },
  { name: "lists the same page for ever", behave: () => json(full(() => "same")) },
  {
    name: "lists new things for ever",
    behave: () => (socket) => answer("200 OK", JSON.stringify(slim()), { connection: "close" })(socket),
  },
  { name: "lists a full page, and not how many there are", behave: () => json(full((at) => `thing-${at}`)) },
  { name: "lists things without a name", behave: () => json({ ...EMPTY, ...lists(() => ({ status: "RUNNING" })) }) },
  { name: "lists what is no thing", behave: () => json(lists(() => null)) },
  { name: "lists words", behave: () => json(lists(() => "closed")) },
  {
    name: "answers with an empty name for each thing",
    behave: () => json(lists(() => ({ id: "", DBInstanceId: "", SecurityGroupId: "" }))),
  },
  {
    name: "answers with a list that is an object",
    behave: () => json(inAllFormats({})),
  },
  {
    name: "changes to another protocol",
    behave: () => (socket) =>
      socket.end("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n{}"),
  },
  {
    name: "has no content, and is content with that",
    behave: () => (socket) => socket.end("HTTP/1.1 204 No Content\r\n\r\n"),
  },
  {
    name: "answers a part of what was asked",
    behave: () => answer("206 Partial Content", JSON.stringify(EMPTY), { "content-range": "bytes 0-80/9999" }),
  },
  { name: "answers with nothing at all", behave: () => answer("200 OK", "") },
  {
    name: "ends in the middle of an answer",
    behave: () => answer("200 OK", '{"jobs":[', { "content-length": 1000 }),
  },
  {
    name: "resets the connection in the middle of an answer",
    behave: () => (socket) => {
      socket.write(`${head("200 OK", { "content-length": 1000 })}{"jobs":[`, () => socket.resetAndDestroy());
    },
  },
  {
    name: "says a smaller length than it sends",
    behave: () =>
      answer("200 OK", '{"jobs":[],"security_group_rules":[],"publicips":[],"Items":{"DBInstance":[]}}', {
        "content-length": 10,
      }),
  },
  { name: "says a length of terabytes", behave: () => answer("200 OK", "{", { "content-length": 10 ** 13 }) },
  {
    name: "nests JSON a million deep",
    behave: () => answer("200 OK", `${'{"jobs":['.repeat(1_000_000)}`),
  },
  {
    name: "refuses in JSON that is nested a million deep",
    behave: () => answer("400 Bad Request", `${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}`),
  },
  {
    name: "refuses with a message of megabytes",
    behave: () =>
      answer(
        "403 Forbidden",
        JSON.stringify({
          error_code: "X",
          error_msg: BLOCK.repeat(64),
          Code: "X",
          Message: BLOCK.repeat(64),
          Response: { Error: { Code: "X", Message: BLOCK.repeat(64) } },
        }),
      ),
  },
  {
    name: "sends the extension of a chunk without end",
    behave: () => (socket) => {
      socket.write(`${head("200 OK", { "transfer-encoding": "chunked" })}1;`);
      flood(socket, BLOCK);
    },
  },
  {
    name: "sends trailers without end",
    behave: () => (socket) => {
      socket.write(`${head("200 OK", { "transfer-encoding": "chunked" })}2\r\n{}\r\n0\r\n`);
      flood(socket, `x-${"a".repeat(200)}: ${"b".repeat(4000)}\r\n`);
    },
  },
  {
    name: "sends a gzip bomb by its transfer encoding",
    behave: () => (socket) => {
      const body = bomb(gzipSync);
      socket.write(head("200 OK", { "transfer-encoding": "gzip, chunked" }));
      socket.write(`${body.length.toString(16)}\r\n`);
      socket.write(body);
      socket.end("\r\n0\r\n\r\n");
    },
  },
  {
    name: "drips its headers",
    behave: () => (socket) => {
      socket.write("HTTP/1.1 200 OK\r\nx-slow: ");
      const timer = setInterval(() => socket.write("a"), 20);
      socket.on("close", () => clearInterval(timer));
    },
  },
  {
    name: "drips empty chunks' sizes",
    behave: () => (socket) => {
      socket.write(`${head("200 OK", { "transfer-encoding": "chunked" })}`);
      const timer = setInterval(() => socket.write("0"), 20);
      socket.on("close", () => clearInterval(timer));
    },
  },
  {
    name: "answers in HTTP/2",
    behave: () => (socket) =>
      socket.end(Buffer.from("00000604000000000000030000006400000408000000000000ff0001", "hex")),
  },
  {
    name: "says a length, and sends chunks",
    behave: () => (socket) =>
      socket.end(`${head("200 OK", { "content-length": 4, "transfer-encoding": "chunked" })}2\r\n{}\r\n0\r\n\r\n`),
  },
  {
    name: "answers twice",
    behave: () => (socket) => {
      const one = `${head("200 OK", { "content-length": 2 })}{}`;
      socket.end(one + one);
    },
  },
  {
    name: "gives its lists to the prototype",
    behave: () => answer("200 OK", `{"__proto__":${JSON.stringify(EMPTY)}}`),
  },
  { name: "accepts and is silent", behave: () => () => {} },
  { name: "does not speak HTTP", behave: () => (socket) => socket.end(`SSH-2.0-hostile\r\n${BLOCK}`) },
];
