import type { Path } from "../../model/scenario";
import { peeringPath } from "../paths/peering";
import { publicPath } from "../paths/public";
import { vpcPath } from "../paths/vpc";
import { vpnPath } from "../paths/vpn";
import type { PathKit } from "./contracts";

/** Paths that dbferry can build; a new one is a file and a line. */
const PATH_KITS: Partial<Record<Path, PathKit>> = {
  public: publicPath,
  vpc: vpcPath,
  peering: peeringPath,
  vpn: vpnPath,
};

export function pathKit(path: Path): PathKit {
  const kit = PATH_KITS[path];
  if (!kit) throw new Error(`path '${path}': no kit in components/kits/paths.ts`);
  return kit;
}
