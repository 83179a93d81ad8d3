import { visible } from "../../model/printing/visible";
import { type ProblemDetails, UserProblem } from "../core/failure";

/** An endpoint that did not respond like a cloud's API. Nothing of its response is used. */
export class EndpointProblem extends UserProblem implements ProblemDetails {
  readonly told: ProblemDetails["told"];

  constructor(
    doing: string,
    readonly endpoint: string,
    /** What it did. */
    readonly reason: string,
    fix: string,
    /** Retrying may help. */
    readonly transient = false,
    /** Retrying immediately may help. */
    readonly again = transient,
  ) {
    const seen = visible(`${doing}: ${endpoint} ${reason}`);
    super(`${seen}; ${visible(fix)}`);
    this.name = "EndpointProblem";
    this.told = { seen, fix: visible(fix) };
  }
}

/** What was wrong with an exchange, before its purpose is known. */
export interface Breach {
  reason: string;
  fix: string;
  transient?: boolean;
  /** False: a slow response, which would be slow again. */
  again?: boolean;
}

export const NOT_THE_VENDOR =
  "check that the endpoint is the vendor's own and that no proxy or captive portal responds in its place";

export function notJson(doing: string, endpoint: string): EndpointProblem {
  return new EndpointProblem(doing, endpoint, "sent JSON that could not be parsed", NOT_THE_VENDOR);
}

/**
 * The list that a response must contain. A response without it proves nothing, least of all that nothing is there.
 * Neither does an entry without the properties that show whether it is ours.
 *
 * @param texts properties of every entry that must be text; the first identifies it and must not be empty
 * @throws UserProblem
 */
export function listIn<T>(
  doing: string,
  field: string,
  list: T[] | undefined,
  texts: readonly (keyof T & string)[] = [],
): T[] {
  if (!Array.isArray(list)) throw new UserProblem(`${doing}: the response has no list '${field}'; ${NOT_THE_VENDOR}`);
  for (const entry of list) {
    const isObject = typeof entry === "object" && entry !== null;
    const missing = texts.find(
      (text, at) => !isObject || typeof entry[text] !== "string" || (at === 0 && !entry[text]),
    );
    if (isObject && missing === undefined) continue;
    throw new UserProblem(
      `${doing}: the list '${field}' has an entry ${isObject ? `without '${missing}'` : "that is not an object"}; ${NOT_THE_VENDOR}`,
    );
  }
  return list;
}

/** A vendor's text in a message, shortened: it may be of any length. */
export function excerpt(text: string): string {
  return text.length <= 500 ? text : `${text.slice(0, 500)}… (${text.length} characters)`;
}

/** Describes a network or TLS error by its code. */
export function breachOf(error: NodeJS.ErrnoException): Breach {
  const code = error.code ?? "";
  if (code === "HPE_HEADER_OVERFLOW") return { reason: "sent endless headers", fix: NOT_THE_VENDOR };
  if (code.startsWith("HPE_")) return { reason: "did not respond with HTTP", fix: NOT_THE_VENDOR };
  if (CERTIFICATE.test(code)) {
    return {
      reason: `has a certificate that is not trusted (${code}: ${firstLine(error.message)})`,
      fix: `${NOT_THE_VENDOR}; if your proxy intercepts TLS, give Node its CA with NODE_EXTRA_CA_CERTS`,
    };
  }
  if (/^(ERR_SSL|EPROTO)/.test(code)) return { reason: "did not respond with TLS", fix: NOT_THE_VENDOR };
  const known = NETWORK[code];
  if (known) return { ...known, transient: true };
  return { reason: `cannot be reached (${code || firstLine(error.message)})`, fix: TRY_AGAIN, transient: true };
}

const CERTIFICATE = /CERT|SELF_SIGNED|ISSUER|ERR_TLS_CERT_ALTNAME|CRL/;
const TRY_AGAIN = "check this machine's network, then run it again";

const NETWORK: Readonly<Record<string, Breach>> = {
  ECONNREFUSED: { reason: "refuses connections (ECONNREFUSED)", fix: "check its address and port, then run it again" },
  ECONNRESET: { reason: "closed the connection in the middle of a response (ECONNRESET)", fix: TRY_AGAIN },
  ENOTFOUND: {
    reason: "does not resolve to an address (ENOTFOUND)",
    fix: "check the region's name and this machine's DNS",
  },
  EAI_AGAIN: { reason: "could not be resolved (EAI_AGAIN)", fix: "check this machine's DNS, then run it again" },
};

function firstLine(text: string): string {
  return text.split("\n")[0]!;
}
