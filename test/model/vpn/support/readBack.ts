/** What a device takes from its settings: written apart from the renderers, and stricter than a device. */
export interface Taken {
  /** Public addresses of the gateways, in the order in which they are preferred. */
  gateways: string[];
  /** `local remote`, for each pair of networks of each gateway; once where the form has one list for all. */
  pairs: string[];
  /** Every algorithm and group, in the device's words. */
  algorithms: string[];
}

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, ...groups]) => groups.join(" "));
const distinct = (items: readonly string[]) => [...new Set(items)];

export const READERS: Readonly<Record<"strongSwan" | "ciscoIos" | "junos", (text: string) => Taken>> = {
  strongSwan(text) {
    const tree = sections(text);
    const connections = Object.values(tree["connections"] as Tree) as Tree[];
    const children = connections.flatMap((one) => Object.values(one["children"] as Tree) as Tree[]);
    return {
      gateways: connections.map((one) => one["remote_addrs"] as string),
      pairs: children.map((child) => `${child["local_ts"]} ${child["remote_ts"]}`),
      algorithms: distinct([
        ...connections.map((one) => one["proposals"] as string),
        ...children.map((child) => child["esp_proposals"] as string),
      ]).flatMap((suite) => suite.split("-")),
    };
  },
  ciscoIos: (text) => ({
    gateways: all(text, /^ set peer (\S+)/gm),
    pairs: [...text.matchAll(/^ permit ip (\S+) (\S+) (\S+) (\S+)$/gm)].map(
      ([, near, nearMask, far, farMask]) => `${near}/${prefixOf(nearMask!)} ${far}/${prefixOf(farMask!)}`,
    ),
    algorithms: all(text, /^ (?:encryption|integrity|group|set pfs) (.+)$/gm).concat(
      all(text, /^crypto ipsec transform-set \S+ (.+)$/gm),
    ),
  }),
  junos: (text) => ({
    gateways: all(text, /^set security ike gateway \S+ address (\S+)$/gm),
    pairs: [...text.matchAll(/^set security ipsec vpn (\S+) traffic-selector (\S+) local-ip (\S+)$/gm)].map(
      ([, vpn, selector, near]) => {
        const far = all(text, /^(set security ipsec vpn \S+ traffic-selector \S+) remote-ip (\S+)$/gm).find((line) =>
          line.startsWith(`set security ipsec vpn ${vpn} traffic-selector ${selector} `),
        );
        return `${near} ${far?.split(" ").at(-1)}`;
      },
    ),
    algorithms: all(text, /(?:-algorithm|dh-group|perfect-forward-secrecy keys) (\S+)$/gm),
  }),
};

/** The number of leading bits of an inverted mask. */
function prefixOf(wildcard: string): number {
  const bits = wildcard
    .split(".")
    .map((octet) => (255 - Number(octet)).toString(2).padStart(8, "0"))
    .join("");
  if (!/^1*0*$/.test(bits)) throw new Error(`not an inverted mask: ${wildcard}`);
  return bits.replace(/0/g, "").length;
}

interface Tree {
  [key: string]: string | Tree;
}

/** The sections of a file of strongSwan's. */
function sections(text: string): Tree {
  const root: Tree = {};
  const open = [root];
  for (const line of text.split("\n").map((one) => one.trim())) {
    const [, section] = /^(\S+) \{$/.exec(line) ?? [];
    const [, key, value] = /^(\S+) = (.+)$/.exec(line) ?? [];
    if (section !== undefined) {
      const made: Tree = {};
      open.at(-1)![section] = made;
      open.push(made);
    } else if (line === "}") open.pop();
    else if (key !== undefined) open.at(-1)![key] = value!;
    else if (line !== "" && !line.startsWith("#")) throw new Error(`not a line of strongSwan's: ${line}`);
  }
  if (open.length !== 1) throw new Error("a section is not closed");
  return root;
}
