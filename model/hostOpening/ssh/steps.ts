import { familyOf } from "../../addresses/block";
import { shellCommand } from "../../printing/shell";
import type { ByHand, Steps } from "../opening";
import { ruleText } from "./rule";

/** How a person removes what dbferry has opened through SSH, should it not be able to. */
export function closeByHand({ from, port }: ByHand, { firewall, comment }: NonNullable<ByHand["ssh"]>): Steps {
  if (firewall === "nftables") {
    const chain = ["inet", "filter", "input"];
    return {
      tool: "nftables",
      open: [],
      close: [
        shellCommand("nft", "-a", "list", "chain", ...chain),
        shellCommand("nft", "delete", "rule", ...chain, "handle", "<HANDLE>"),
      ],
    };
  }
  const tool = familyOf(from) === 6 ? "ip6tables" : "iptables";
  const [before = "", after = ""] = ruleText(firewall, { from, port }, "\n").split('"\n"');
  const words = (text: string) => text.split(" ").filter((word) => word !== "");
  return { tool, open: [], close: [shellCommand(tool, "-D", "INPUT", ...words(before), comment, ...words(after))] };
}
