import { type Check, fail, pass, warn } from "../check";
import { variable, variables } from "../dialect";
import { global, globalVariables } from "../facts/settings";
import { byHand } from "../remedy";

const VERIFY = "set tls to verify, with the server's CA certificate as ca";

/** TLS is available and, on a public path, in use with a verified server. */
export const c06: Check = {
  id: "C06",
  title: "TLS usable, and used on a public path",
  group: "Connection",
  side: "source",
  reads: "have_ssl, tls_version, require_secure_transport, the session's own TLS",
  source: "Huawei DRS (MySQL before 5.6.46 and 5.7.28 lacks TLS 1.2), Tencent DTS, Alibaba DTS option, AWS DMS",
  must: true,
  async run({ source, path, requireTls }) {
    const must = requireTls === true;
    const needed = must || path === "public" ? "TLS 1.2 or newer in use" : "TLS 1.2 or newer available";
    const tls = source.db?.tls;
    const have = variable(await globalVariables(source), variables.haveTls);
    const versions = await global(source, "tls_version");
    const forced = await global(source, "require_secure_transport");
    const offered = tls?.active || have === "YES";
    const state = `have_ssl = ${have ?? "unknown"}${versions ? `, tls_version = ${versions}` : ""}${forced ? `, require_secure_transport = ${forced}` : ""}`;
    const refuse = must ? fail : warn;
    const on = (how: string) => `${how}, then ${VERIFY}`;
    const fix = () =>
      byHand(
        source,
        on("upload a certificate (ssl_ca, ssl_cert, ssl_key in my.cnf)"),
        on("enable SSL in the operator's console and download its CA"),
      );
    if (tls?.active) {
      if (/TLSv1\.[23]/.test(tls.protocol ?? "")) {
        const used = `${tls.protocol} in use, ${tls.verified ? "the server verified" : "but the server is not authenticated"}; ${state}`;
        return tls.verified ? pass(used, needed) : refuse(used, `${needed}, with the server verified`, VERIFY);
      }
      return refuse(
        `${tls.protocol ?? "an old TLS"} in use; ${state}`,
        needed,
        "upgrade the server: TLS 1.0 and 1.1 are refused by engines",
      );
    }
    if (!offered) return refuse(`no TLS; ${state}`, needed, fix());
    const note = tls?.note ? `: ${tls.note}` : "";
    return refuse(`TLS is available but not used by this session${note}; ${state}`, needed, VERIFY);
  },
};
