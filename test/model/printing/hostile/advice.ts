import { serverFacts } from "../../../../model/mysql/server";
import type { ManagedProfile } from "../../../../mysql/connect";
import { setVariable } from "../../../../mysql/remedy";

const PROFILES: readonly ManagedProfile[] = ["alibaba-rds", "tencentdb", "huawei-rds", "aws-rds", "google-cloud-sql"];

/** Each operator's command that sets a variable, including its comments. */
export function commands(value: string): string {
  return PROFILES.map((profile) => {
    const server = serverFacts({ version: "8.0.36", versionComment: "", basedir: "", operatorVariables: [] }, profile);
    return setVariable({ server }, "time_zone", value, {
      note: "on the target; an offset such as '+08:00' needs no tables",
      restart: true,
    });
  }).join("\n");
}

/** The expected arguments of the operators' programs. */
export function calls(value: string): string[][] {
  const aws = JSON.stringify([{ ParameterName: "time_zone", ParameterValue: value, ApplyMethod: "pending-reboot" }]);
  const flags = value.includes(",") ? `^~^time_zone=${value}` : `time_zone=${value}`;
  return [
    [
      ..."aliyun rds ModifyParameter --DBInstanceId <instance> --Parameters".split(" "),
      JSON.stringify({ time_zone: value }),
      "--Forcerestart",
      "true",
    ],
    [
      ..."tccli cdb ModifyInstanceParam --InstanceIds".split(" "),
      '["<instance>"]',
      "--ParamList",
      JSON.stringify([{ Name: "time_zone", CurrentValue: value }]),
    ],
    ["hcloud", "RDS", "UpdateInstanceConfiguration", "--instance_id=<instance>", `--values.time_zone=${value}`],
    [..."aws rds modify-db-parameter-group --db-parameter-group-name <group> --parameters".split(" "), aws],
    [..."gcloud sql instances patch <instance>".split(" "), `--database-flags=${flags}`],
  ];
}
