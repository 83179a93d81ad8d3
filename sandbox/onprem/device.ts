import type { Zone } from "../world/hops";
import type { TunnelEnd } from "../world/tunnels";
import { parseSwanctl, type Section } from "./swanctl";

/** What the device understands of each section; anything else is refused, so that it opens nothing by mistake. */
const KNOWN = {
  connection: ["version", "remote_addrs", "proposals", "rekey_time", "dpd_delay", "keyingtries"],
  end: ["auth", "id"],
  child: [
    ...["local_ts", "remote_ts", "esp_proposals", "rekey_time", "priority"],
    ...["start_action", "dpd_action", "close_action"],
  ],
};

/** The IPsec device of a customer's premises, which runs strongSwan: configured by files that its administrator loads. */
export class Device {
  readonly #files = new Map<string, TunnelEnd[]>();

  /** @param address its public address @param network the network behind it */
  constructor(
    readonly address: string,
    readonly network: string,
    private readonly zone: Zone,
  ) {}

  /** `swanctl --load-all` after a file was saved under a name. @throws Error with swanctl's own kind of message */
  load(name: string, text: string): void {
    const { sections } = parseSwanctl(text);
    const secrets = [...(sections.get("secrets")?.sections.values() ?? [])];
    const ends = [...(sections.get("connections")?.sections ?? [])].map(([title, one]) =>
      this.#end(title, one, secrets),
    );
    if (ends.length === 0) throw new Error("swanctl: no connection found");
    this.#files.set(name, ends);
  }

  /** After a file was removed. */
  unload(name: string): void {
    this.#files.delete(name);
  }

  ends(): TunnelEnd[] {
    return [...this.#files.values()].flat();
  }

  /** The names of what is loaded. */
  loaded(): string[] {
    return [...this.#files.keys()];
  }

  #end(title: string, connection: Section, secrets: readonly Section[]): TunnelEnd {
    check(title, connection, KNOWN.connection);
    for (const side of ["local", "remote"]) check(`${title}.${side}`, connection.sections.get(side), KNOWN.end);
    const children = [...(connection.sections.get("children")?.sections ?? [])];
    for (const [name, child] of children) check(name, child, KNOWN.child);
    const of = (section: Section | undefined, name: string) => section?.settings.get(name) ?? "";
    const peer = of(connection, "remote_addrs");
    const [local, remote] = ["local", "remote"].map((side) => of(connection.sections.get(side), "id"));
    if (local !== this.address) throw new Error(`swanctl: ${title}: this device is ${this.address}, not ${local}`);
    const secret = secrets.find(({ settings }) => settings.get("id-1") === remote && settings.get("id-2") === local);
    const key = of(secret, "secret");
    if (remote !== peer || key === "" || /^<.*>$/.test(key))
      throw new Error(`swanctl: ${title}: no pre-shared key found for '${local}' - '${remote}'`);
    const proposals = new Set(children.map(([, child]) => of(child, "esp_proposals")));
    return {
      address: this.address,
      peer,
      key,
      ike: `ikev${of(connection, "version")} ${suite(of(connection, "proposals"))}`,
      ipsec: [...proposals].map(suite).join(", "),
      pairs: children.map(([, child]) => ({ near: of(child, "local_ts"), far: of(child, "remote_ts") })),
      zone: this.zone,
    };
  }
}

function check(title: string, section: Section | undefined, known: readonly string[]): void {
  if (!section) throw new Error(`swanctl: ${title}: missing section`);
  const unknown = [...section.settings.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`swanctl: ${title}: unknown option: ${unknown}`);
}

const WORDS: Readonly<Record<string, string>> = {
  aes128: "aes-128",
  aes192: "aes-192",
  aes256: "aes-256",
  sha1: "sha1",
  sha256: "sha2-256",
  sha384: "sha2-384",
  sha512: "sha2-512",
  modp1024: "group2",
  modp2048: "group14",
  modp3072: "group15",
  modp4096: "group16",
  ecp256: "group19",
  ecp384: "group20",
  ecp521: "group21",
};

/** `aes256-sha256-modp2048` in the spelling of the world. @throws Error for an algorithm that it does not have */
function suite(proposal: string): string {
  return proposal
    .split("-")
    .map((word) => {
      const known = WORDS[word];
      if (known === undefined) throw new Error(`swanctl: invalid proposal: ${proposal}`);
      return known;
    })
    .join(" ");
}
