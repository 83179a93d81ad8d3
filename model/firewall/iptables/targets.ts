import { spanOf } from "../../addresses/span";
import { portOf } from "../ports";
import type { Action } from "../rules";

/** Targets that change or record something, and leave the packet to the next rule. */
const CONTINUE = new Set(
  "LOG NFLOG ULOG TRACE TCPMSS DSCP TOS TTL HL CLASSIFY SECMARK CONNSECMARK CHECKSUM AUDIT RATEEST LED TEE".split(" "),
);
const FINAL: Readonly<Record<string, Action>> = {
  ACCEPT: { do: "accept" },
  DROP: { do: "drop" },
  REJECT: { do: "drop" },
  TARPIT: { do: "drop" },
  RETURN: { do: "return" },
  NOTRACK: { do: "untrack" },
  MARK: { do: "mark" },
  CONNMARK: { do: "mark" },
};

/** What a target of an extension does; undefined: it may be a chain. */
export function targetAction(name: string, options: string): Action | undefined {
  if (name === "" || CONTINUE.has(name)) return { do: "continue" };
  if (Object.hasOwn(FINAL, name)) return FINAL[name];
  if (name === "CT") return { do: /notrack/i.test(options) ? "untrack" : "continue" };
  if (name === "DNAT") return destination(/(?:--to-destination |\bto:)(\S+)/.exec(options)?.[1]);
  if (name === "REDIRECT") return redirect(/(?:--to-ports? |redir ports )(\S+)/.exec(options)?.[1]);
  return undefined;
}

function redirect(port: string | undefined): Action {
  if (port === undefined) return { do: "translate", toThisHost: true };
  const number = portOf(port);
  if (number === undefined) return { do: "notUnderstood", why: `a redirection to ${port}` };
  return { do: "translate", port: number, toThisHost: true };
}

function destination(text: string | undefined): Action {
  const [, v6, v4, port] = /^(?:\[([0-9a-f:]+)\]|([0-9.]+)?)(?::(\d+))?$/i.exec(text ?? "") ?? [];
  const address = v6 ?? v4;
  const span = address === undefined ? undefined : spanOf(address);
  const number = port === undefined ? undefined : portOf(port);
  if (
    (address !== undefined && !span) ||
    (port !== undefined && number === undefined) ||
    (!span && number === undefined)
  )
    return { do: "notUnderstood", why: `a translation to ${text ?? "nothing that was printed"}` };
  return {
    do: "translate",
    ...(span ? { address: span, toThisHost: spanOf("127.0.0.0/8")!.first >> 24n === span.first >> 24n } : {}),
    ...(number === undefined ? {} : { port: number }),
  };
}
