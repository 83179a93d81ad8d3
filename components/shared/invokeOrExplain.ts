import * as pulumi from "@pulumi/pulumi";
import { refusal } from "./refusal";

/** Errors of an invoke that was pending when the engine ended, which reports the reason itself. */
const ENDING = /client connection is closing|context canceled|Channel has been shut down/;

/** Rethrows a failed invoke as RunError, without a stack trace. Nothing has been created yet. */
export async function invokeOrExplain<T>(what: string, invocation: Promise<unknown>): Promise<T> {
  try {
    return (await invocation) as T;
  } catch (error) {
    const reason = (error as Error).message.replace(/^.*?dbferry:index:\w+ returned an error: /s, "");
    if (pulumi.runtime.isDryRun() && ENDING.test(reason))
      throw refusal("the preview failed: the cause is reported separately");
    throw refusal(`cannot ${what}, so nothing is created: ${reason}`);
  }
}
