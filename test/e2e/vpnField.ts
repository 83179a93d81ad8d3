import { STACK } from "../../cli/demo/workspace";
import type { Sandbox } from "../../sandbox";
import type { Field } from "./harness";
import { onpremField, typed } from "./onpremField";
import { tencentField } from "./tencentField";

/** A sandbox with a source on premises, whatever its target. */
type OnPremises = Pick<Sandbox<"onprem">, "world"> | Pick<Sandbox<"onprem", "alicloud">, "world">;

/** Name of the migration's VPN, and of the file on the device. */
export const VPN = "dbferry-shop";

/** A migration from a server on premises to Huawei Cloud by its DRS over a VPN, on a sandbox of its own. */
export async function vpnField(change: (migration: any) => void = () => {}) {
  const made = await onpremField((migration) => {
    migration.path = "vpn";
    migration.source.host = "10.1.0.7";
    delete migration.task.plainSource;
    migration.vpn = {
      deviceAddress: "192.0.2.1",
      deviceSubnets: ["10.1.0.0/24"],
      cloudSubnets: ["192.168.10.0/24"],
      availabilityZones: ["cn-north-4a", "cn-north-4b"],
    };
    change(migration);
  });
  return { ...made, device: made.sandbox.world.onprem.device };
}

/** The same to Tencent Cloud by its DTS. */
export async function tencentVpnField() {
  const made = await tencentField((migration) => {
    migration.path = "vpn";
    migration.source.host = "10.1.0.7";
    delete migration.task.plainSource;
  }, "onprem");
  const { tencentcloud, onprem } = made.sandbox.world;
  const { vpcId, subnetId } = made.sandbox.target;
  const routeTableId = tencentcloud.routeTables.of(vpcId).id;
  made.field.configure((config) => {
    config["dbferry:migration"].vpn = {
      deviceAddress: "192.0.2.1",
      deviceSubnets: ["10.1.0.0/24"],
      cloudSubnets: [tencentcloud.networks.findSubnet(subnetId)!.cidr],
      routeTableId,
    };
  });
  /** What a person does with the address that only the console shows. */
  const reads = () => {
    const address = tencentcloud.networks.translated(subnetId);
    made.field.configure((config) => {
      const migration = config["dbferry:migration"];
      migration.tencentDts = { ...migration.tencentDts, addresses: [address] };
    });
    return address;
  };
  return { ...made, device: onprem.device, server: onprem.list()[0]!, reads };
}

/** The file that an administrator makes of the stack's outputs, with the keys in it. */
export async function deviceFile(field: Field): Promise<string> {
  const output = async (...args: string[]) => {
    const done = await field.pulumi("stack", "output", ...args, "--stack", STACK);
    if (done.code !== 0) throw new Error(done.text);
    return done.text;
  };
  const keys = JSON.parse(await output("preSharedKeys", "--show-secrets", "--json")) as string[];
  return keys.reduce((file, key, index) => file.replaceAll(`<KEY-${index + 1}>`, key), await output("strongSwan"));
}

/** What people do after `prepare`: the device is configured by the outputs, and the host's firewall by what was printed. */
export async function opens({ field, sandbox }: { field: Field; sandbox: OnPremises }, printed: string): Promise<void> {
  const { onprem } = sandbox.world;
  onprem.device.load(VPN, await deviceFile(field));
  typed(onprem.list()[0]!, printed, "-I");
}

/** And after `done`. */
export function closes({ sandbox }: { sandbox: OnPremises }, printed: string): void {
  const { onprem } = sandbox.world;
  for (const [, name] of printed.matchAll(/^\s*rm \/etc\/swanctl\/conf\.d\/([\w-]+)\.conf$/gm))
    onprem.device.unload(name!);
  typed(onprem.list()[0]!, printed, "-D");
}
