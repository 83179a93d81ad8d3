import { z } from "zod";
import { familyOf, normalized, prefixOf } from "../addresses/block";
import { isoSeconds, readDate } from "../expiry";
import { named } from "../named";
import { port } from "../spec/fields";
import { sshFirewall } from "../spec/ssh";

/** Exactly one address or network, in the spelling that every tool prints. */
const caller = z
  .string()
  .refine(
    (text) => familyOf(text) !== undefined && normalized(text) === text && prefixOf(text) > 0,
    "one address, or one network with its prefix, without a bit set behind it, such as 203.0.113.10 or 192.168.10.0/24",
  );

/** The name of an account, without anything that would need quotes. */
export const accountUser = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,31}$/, "a name of letters, digits and underscores, starting with a letter");

/** How dbferry itself opens and closes the firewall of a host. */
const bySsh = named(
  "OpenedBySsh",
  "How dbferry opens a host's own firewall itself, through SSH.",
  z.strictObject({
    login: z.string().min(1).describe("the login, `user@host:port`"),
    firewall: sshFirewall.describe("the firewall of the host"),
    comment: z
      .string()
      .regex(/^[A-Za-z0-9 =_.:-]{1,128}$/)
      .describe("comment of the rule, by which it is found again"),
  }),
);

/**
 * What the administrator of a database server that dbferry must not touch has to open, and to close again: one port to
 * one caller.
 */
export const hostOpening = z.strictObject({
  /** The server, for people. */
  server: z.string().min(1),
  from: caller,
  port,
  reason: z.string().min(1),
  until: z.string().refine((text) => readDate(text) !== undefined, "an ISO 8601 instant with its zone"),
  /** The account that the caller logs in as; absent: it exists already. */
  user: accountUser.optional(),
  /** How dbferry opens and closes it itself; absent: a person does. */
  ssh: bySsh.optional(),
});

export type HostOpening = z.output<typeof hostOpening>;

/** What the state keeps of an opening that a person was asked to make: what it takes to close it. */
export const byHand = named(
  "OpenedByHand",
  "An opening in a firewall that no API reaches, which a person was asked to make or dbferry makes through SSH.",
  z.strictObject({
    server: hostOpening.shape.server.describe("the server behind it"),
    from: hostOpening.shape.from.describe("address or network that is to be let in"),
    port: port.describe("port of the server"),
    until: hostOpening.shape.until.describe("ISO 8601 instant at which it is to be closed"),
    ssh: bySsh.optional().describe("how dbferry opens and closes it in the host's own firewall; absent: a person does"),
  }),
);

export type ByHand = z.output<typeof byHand>;

/** Without duplicates, in their order. */
export function distinct(openings: readonly ByHand[]): ByHand[] {
  const idOf = ({ server, from, port, until, ssh }: ByHand) =>
    JSON.stringify([server, from, port, until, ssh?.login, ssh?.firewall, ssh?.comment]);
  return [...new Map(openings.map((one) => [idOf(one), one])).values()];
}

/** The commands of one tool. */
export interface Steps {
  /** Name of the tool, for people. */
  tool: string;
  open: string[];
  close: string[];
}

/** Comment of a rule; nftables allows 128 characters at most. */
export function commentOf({ until }: HostOpening): string {
  return `dbferry until ${isoSeconds(readDate(until)!)}`;
}
