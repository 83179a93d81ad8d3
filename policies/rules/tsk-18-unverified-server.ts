import { covers, PRIVATE_BLOCKS, readAddress } from "../../model/addresses";
import type { AdminLogin } from "../core/facets";
import { defineRule, type Finding } from "../core/rule";
import { Unknown } from "../core/values";
import { quoted, undecided, violation } from "./findings";

const NEEDED = 'tls: "verify", which is also what an absent tls means';

/** TSK-18: an administrator logs in to a server whose identity is not verified. */
export const tsk18 = defineRule<"login">({
  id: "TSK-18",
  title: "An administrator logs in to a server that is not verified",
  severity: "high",
  why: "With required, whoever answers at that address is trusted as the server and sees the session; with off, anyone on the path can read and change it. The session creates accounts and decides whether the target has the data.",
  remedy: "Omit tls, or set it to verify, and give the CA of the server's certificate as ca.",
  tags: ["task", "tls"],
  levels: { baseline: "advisory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'new dbferry.Preflight("gate", { source: { host: "db.example.com", tls: "required", ... }, ... })',
    passes: 'source: { host: "db.example.com", tls: "verify", ca: "ca.pem", ... }',
  },
  facet: "login",
  judge(login) {
    const { tls, host } = login;
    if (tls === undefined || tls === "verify") return [];
    const place = host instanceof Unknown || host === undefined ? "elsewhere" : placeOf(host);
    if (place === "loopback") return [];
    if (tls instanceof Unknown) return [undecided(login.tlsProperty, NEEDED, tls)];
    if (host instanceof Unknown) return [undecided(login.hostProperty, `${NEEDED}, as tls is ${quoted(tls)}`, host)];
    return [lesser(login, tls, host, place)];
  },
});

function lesser(login: AdminLogin, tls: string, host: string | undefined, place: "private" | "elsewhere"): Finding {
  return violation({
    property: login.tlsProperty,
    seen: `tls: ${quoted(tls)} to ${quoted(host)}${place === "private" ? ", a private address" : ""}`,
    needed: NEEDED,
    fix: `set ${login.tlsProperty} to "verify", with the authority of the server's certificate as ca`,
    edits: [
      { at: login.tlsProperty, to: "verify" },
      {
        at: login.tlsProperty.replace(/tls$/, "ca"),
        to: "ca.pem",
        unless: "there",
        note: "the authority of the server's certificate",
      },
    ],
    // A violation, but not enforced: on a private network fewer parties can eavesdrop.
    ...(place === "private" ? { enforcement: { strict: "advisory", production: "advisory" } } : {}),
  });
}

/** A host name counts as remote, whatever it currently resolves to; only `localhost` never leaves the machine. */
function placeOf(host: string): "loopback" | "private" | "elsewhere" {
  if (host.toLowerCase() === "localhost") return "loopback";
  const reading = readAddress(host);
  const blocks = "blocks" in reading ? reading.blocks : [];
  if (covers(["127.0.0.0/8", "::1/128"], blocks)) return "loopback";
  return covers(PRIVATE_BLOCKS, blocks) ? "private" : "elsewhere";
}
