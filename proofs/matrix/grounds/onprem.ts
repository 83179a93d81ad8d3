import type { OnpremServer } from "../../../sandbox/onprem/facts";
import { alibabaField } from "../../../test/e2e/alibabaField";
import type { Field } from "../../../test/e2e/harness";
import { onpremField, typed } from "../../../test/e2e/onpremField";
import { tencentField } from "../../../test/e2e/tencentField";
import type { Ground, Wrong } from "../cell";
import { unencrypted } from "./unencrypted";

const OTHER = "iptables -I INPUT 1 -s 203.0.113.250 -p tcp --dport 3306 -j ACCEPT";

function ground(field: Field, server: OnpremServer, ...more: Wrong[]): Ground {
  return {
    field,
    person: {
      opens: (printed) => void typed(server, printed, "-I"),
      closes: (printed) => void typed(server, printed, "-D"),
    },
    wrong: [
      {
        name: "a private address of the source",
        in: "file",
        change: (migration) => {
          migration.source.host = "10.1.0.7";
        },
        says: /source\.host: "10\.1\.0\.7"; needed: a public IPv4 address, or a full host name/,
      },
      {
        name: "the firewall of the host lets in another address",
        in: "world",
        make: () => server.firewall.run(OTHER),
        shownBy: (of) => of.up("migrate"),
        mend: () => server.firewall.run(OTHER.replace("-I INPUT 1", "-D INPUT")),
        says: /no answer to the caller|let every address of the task in to TCP port 3306/,
      },
      ...more,
    ],
  };
}

/** Migrations from a server on premises, whose firewall a person opens and closes. */
export const ON_PREMISES: Readonly<Record<string, () => Promise<Ground>>> = {
  "on-premises drs public": async () => {
    const { field, server } = await onpremField();
    return ground(field, server);
  },
  "on-premises tencent-dts public": async () => {
    const { field, sandbox } = await tencentField(() => {}, "onprem");
    return ground(field, sandbox.world.onprem.list()[0]!);
  },
  "on-premises alibaba-dts public": async () => {
    const { field, sandbox } = await alibabaField(() => {}, "onprem");
    return ground(field, sandbox.world.onprem.list()[0]!, unencrypted);
  },
};
