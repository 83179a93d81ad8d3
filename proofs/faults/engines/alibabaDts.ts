import { DtsClient } from "../../../provider/drivers/alibabaDts/client";
import { list } from "../../../provider/drivers/alibabaDts/tasks";
import { alibabaField } from "../../../test/e2e/alibabaField";
import type { EngineRow, Step } from "../fault";
import { ALIBABA_SOURCE, alibabaStep as dts } from "./source";

const refused: Step["lie"] = {
  replace: '"Success":(true|"true")',
  by: '"Success":false,"ErrCode":"DTS.Msg.Lied","ErrMessage":"It did not."',
  says: /DTS\.Msg\.Lied: It did not/,
};
const status: Step["lie"] = {
  replace: '"Status":"(NotStarted|Migrating)","Reserved"',
  by: '"Status":"Dreaming","Reserved"',
  says: /Dreaming/,
};
const LISTS = /listing tasks|state that dbferry does not know/;

const STEPS: readonly Step[] = [
  dts("prepare", "list", "DescribeDtsJobs", LISTS),
  dts("prepare", "create", "ConfigureDtsJob", /creating the task/, refused),
  dts("prepare", "mark", "TagResources", /marking the task/, refused),
  dts("prepare", "name", "ModifyDtsJobName", /naming the task/, refused),
  dts("prepare", "addresses", "WhiteIpList", /addresses that it(s tasks)? connects? from/, {
    replace: '"IpList":"[^"]*"',
    by: '"IpList":""',
    says: /the list is empty/,
  }),
  dts("migrate", "configure", "ConfigureDtsJob", /configuring the task/, refused),
  dts("migrate", "buy", "CreateDtsInstance", /buying the task/, refused),
  dts("migrate", "check and start", "StartDtsJob", /running the precheck|starting the task/, refused),
  dts("migrate", "read the check", "DescribePreCheckStatus", /precheck/, {
    replace: '"State":"Success"',
    by: '"State":"Maybe"',
    says: /result unknown; found: /,
  }),
  dts("migrate", "progress", "DescribeDtsJobs", LISTS, status),
  dts("cutover", "stop", "StopDtsJob", /ending the task|could not end/, refused),
  dts("cutover", "describe before the end", "DescribeDtsJobs", LISTS, status),
  dts("done", "release", "DeleteDtsJob", /releasing the task/, refused),
];

export const ALIBABA_DTS: EngineRow = {
  engine: "alibaba-dts",
  steps: [...STEPS, ...ALIBABA_SOURCE],
  open: async () => (await alibabaField()).field,
  async tasks(field) {
    const { endpoints, credentials, source } = field.sandbox;
    const { accessKey, secretKey } = credentials.alicloud;
    const client = new DtsClient({ accessKey, secretKey, region: source.region, endpoints: endpoints.alicloud });
    return (await list(client)).map(({ DtsJobId = "", PayType }) => ({ id: DtsJobId, bills: !!PayType }));
  },
};
