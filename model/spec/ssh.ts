import { z } from "zod";
import { named } from "../named";
import { port } from "./fields";

/** What the tools on a host can mark: rich rules of firewalld have no comment, so dbferry could not tell its own from others'. */
export const sshFirewall = z.enum(["iptables", "nftables"]);
export type SshFirewall = z.output<typeof sshFirewall>;

/** An RSA key is not among them: with one, the client asks for signatures with SHA-1, which servers refuse. */
const KEY_TYPES = ["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"];

/** How dbferry opens the firewall of a source's host itself. */
export const ssh = named(
  "HostLogin",
  "How dbferry logs in to a host through SSH, to open its own firewall and to close it again.",
  z.strictObject({
    host: z
      .string()
      .regex(/^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$/, "a name or an address, without a port")
      .describe("name or address at which this machine reaches the host's SSH server"),
    port: port.default(22).describe("port of its SSH server"),
    user: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/, "the name of a user of the host")
      .default("root")
      .describe("user to log in as; if it is not root, `sudo` has to let it in without a password"),
    hostKey: z
      .string()
      .refine(
        isHostKey,
        `the host's public key of type ${KEY_TYPES.slice(0, -1).join(", ")} or ${KEY_TYPES.at(-1)}, in one line, such as ssh-ed25519 AAAA…: on the host, cat /etc/ssh/ssh_host_ed25519_key.pub`,
      )
      .describe(
        "public key of the host, as in `/etc/ssh/ssh_host_ed25519_key.pub` on it: no other host is trusted. Not of type `ssh-rsa`",
      ),
    firewall: sshFirewall.describe(
      "the one firewall that the host uses: `iptables`, or `nftables` with the chain `input` of the table `inet filter`; firewalld is left to a person",
    ),
  }),
);

export type HostLogin = z.output<typeof ssh>;

/** `TYPE BASE64 [COMMENT]`, whose data begins with the same type. */
function isHostKey(text: string): boolean {
  const [type = "", data = ""] = text.split(" ");
  if (!KEY_TYPES.includes(type) || !/^[A-Za-z0-9+/]+={0,2}$/.test(data) || !/^[\x20-\x7e]+$/.test(text)) return false;
  const bytes = Buffer.from(data, "base64");
  return (
    bytes.length > type.length + 4 &&
    bytes.readUInt32BE(0) === type.length &&
    bytes.toString("latin1", 4, 4 + type.length) === type
  );
}
