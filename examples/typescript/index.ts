import * as pulumi from "@pulumi/pulumi";
import { type MigrationInput, migrate } from "dbferry/program";

const config = new pulumi.Config();

// Each phase is one `pulumi up`: prepare, migrate, cutover, done. The migration itself is in the stack's file, as in
// node_modules/dbferry/stacks/Pulumi.alibaba-to-huawei.yaml, where `npx dbferry audit` reads it too.
export = async () => {
  const shop = await migrate({
    migration: config.requireObject<MigrationInput>("migration"),
    phase: config.get("phase"),
    restart: config.get("restart"),
    clouds: config.getObject("clouds"),
    passwords: {
      source: config.requireSecret("sourceAdminPassword"),
      target: config.requireSecret("targetAdminPassword"),
    },
  });
  return { taskId: shop.taskId, letIn: shop.egressCidrs, gtid: shop.gtid };
};
