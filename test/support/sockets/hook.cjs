// Loaded into every Node.js process of a watched command (NODE_OPTIONS): records, next to this file, whom the process
// wants to reach. Required first, so that no module has stored the functions that are replaced here.
const { appendFileSync } = require("node:fs");
const { join } = require("node:path");
const net = require("node:net");
const dns = require("node:dns");
const dgram = require("node:dgram");

const log = join(__dirname, "sockets.log");
const note = (kind, to) =>
  appendFileSync(log, `${JSON.stringify({ kind, to: String(to), pid: process.pid, run: process.argv[1] })}\n`);
appendFileSync(log, `${JSON.stringify({ kind: "starts", to: "", pid: process.pid, run: process.argv[1] })}\n`);

// Every TCP connection of Node.js, including TLS and HTTP, goes through here.
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function watched(...args) {
  const [given] = Array.isArray(args[0]) ? args[0] : args;
  const options =
    typeof given === "object" && given !== null
      ? given
      : typeof given === "number"
        ? { host: args[1] }
        : { path: given };
  if (!options.path) note("tcp", typeof options.host === "string" ? options.host : "localhost");
  return connect.apply(this, args);
};

// An address needs no DNS query, and the machine itself resolves "localhost".
const isQuestion = (name) => typeof name === "string" && name !== "" && net.isIP(name) === 0 && name !== "localhost";
for (const from of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
  for (const name of Object.getOwnPropertyNames(from)) {
    if (!/^(lookup|resolve|reverse)/.test(name) || typeof from[name] !== "function") continue;
    const original = from[name];
    from[name] = function watched(host, ...rest) {
      // A resolver with servers of its own asks only those.
      const servers = this instanceof dns.Resolver || this instanceof dns.promises.Resolver ? this.getServers() : [];
      if (servers.length > 0 && servers.every((server) => /^127\.[\d.]+(:\d+)?$/.test(server)))
        for (const server of servers) note("udp", server.replace(/:\d+$/, ""));
      else if (isQuestion(host) || /^reverse|Service/.test(name)) note("dns", host);
      return original.call(this, host, ...rest);
    };
  }
}

for (const name of ["send", "connect"]) {
  const original = dgram.Socket.prototype[name];
  dgram.Socket.prototype[name] = function watched(...args) {
    note("udp", args.findLast((one) => typeof one === "string") ?? "connected");
    return original.apply(this, args);
  };
}
