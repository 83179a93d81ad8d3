import { type Span, spanOf } from "../addresses/span";
import { type Match, NEVER, not, notUnderstood } from "./rules";

const EVERYWHERE = /^(anywhere|0\.0\.0\.0\/0|::\/0)$/;

/** A printed address, block or list of them as a condition; a name means that the listing resolved it. */
export function addressMatch(on: "source" | "destination", text: string): Match {
  if (text.startsWith("!")) return not(addressMatch(on, text.slice(1).trim()));
  if (EVERYWHERE.test(text)) return { on: "always" };
  const parts = text.split(",");
  const spans = parts.map(spanOf);
  if (spans.every((span): span is Span => span !== undefined)) return { on, spans };
  const unread = parts[spans.indexOf(undefined)]!;
  return notUnderstood(`${unread} is not an address; list the rules with -n, so that no names are looked up`);
}

/** Whether a condition on the protocol leaves TCP in. */
export function protocolMatch(text: string): Match {
  const name = text.replace(/^!\s*/, "").toLowerCase();
  const hasTcp = ["tcp", "6", "all", "0", "ip"].includes(name);
  return hasTcp !== text.startsWith("!") ? { on: "always" } : NEVER;
}
