import * as pulumi from "@pulumi/pulumi";
import { refusal } from "./refusal";

/** The engine ends, for a reason that it tells itself, while the answer is awaited. */
const ENDING = /client connection is closing|context canceled|Channel has been shut down/;

/** Rethrows a failed invoke as RunError, without a stack trace. Nothing is made yet. */
export async function invokeOrExplain<T>(what: string, invocation: Promise<unknown>): Promise<T> {
  try {
    return (await invocation) as T;
  } catch (error) {
    const reason = (error as Error).message.replace(/^.*?dbferry:index:\w+ returned an error: /s, "");
    if (pulumi.runtime.isDryRun() && ENDING.test(reason))
      throw refusal("the preview has failed: what made it fail is told beside");
    throw refusal(`cannot ${what}, so nothing is made: ${reason}`);
  }
}
