/**
 * Entry point of the `dbferry` package's plugin, as started by the engine: `pulumi-resource-dbferry <engine address>`.
 */
import { EngineLog } from "../plugin/log";
import { runPlugin } from "../plugin/main";
import { Handlers } from "../provider/rpc/handlers";
import { dbferryPlugin } from "../provider/rpc/plugin";
import { ComponentsProcess } from "./componentsProcess";

const log = new EngineLog();
const components = new ComponentsProcess();
const engine = process.argv.slice(2).find((argument) => !argument.startsWith("-"));
if (engine) log.connect(engine);
if (engine) components.attach(engine);
const beside = {
  schema: () => components.schema(),
  attach: (address: string) => components.attach(address),
  construct: (request: Buffer) => components.construct(request),
  stop: () => components.stop(),
};
runPlugin("dbferry provider", dbferryPlugin(new Handlers(log), log, beside));
