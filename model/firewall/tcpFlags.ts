import { ALWAYS, type Match, NEVER, notUnderstood } from "./rules";

const BITS: Readonly<Record<string, number>> = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32, ALL: 63, NONE: 0 };

/** A condition on the flags of a connection's first packet, which has SYN and nothing else. */
export function flagsMatch(mask: string, wanted: string): Match {
  const [examined, set] = [bitsOf(mask), bitsOf(wanted)];
  if (examined === undefined || set === undefined) return notUnderstood(`TCP flags ${mask}/${wanted}`);
  return (BITS["SYN"]! & examined) === set ? ALWAYS : NEVER;
}

function bitsOf(text: string): number | undefined {
  if (/^0x[0-9a-f]{1,2}$/i.test(text)) return withinKnown(Number(text));
  const bits = text
    .split(",")
    .map((name) => (Object.hasOwn(BITS, name.toUpperCase()) ? BITS[name.toUpperCase()] : undefined));
  return bits.includes(undefined) ? undefined : (bits as number[]).reduce((sum, bit) => sum | bit, 0);
}

/** ECE and CWR may be set on a first packet. */
const withinKnown = (bits: number) => (bits <= 63 ? bits : undefined);
