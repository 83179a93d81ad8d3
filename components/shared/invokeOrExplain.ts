import * as pulumi from "@pulumi/pulumi";

/** Rethrows a failed invoke as RunError, without a stack trace. Nothing was registered yet, and nothing is made. */
export async function invokeOrExplain<T>(what: string, invocation: Promise<unknown>): Promise<T> {
  try {
    return (await invocation) as T;
  } catch (error) {
    const reason = (error as Error).message.replace(/^.*?dbferry:index:\w+ returned an error: /s, "");
    throw new pulumi.RunError(`cannot ${what}, so nothing is made: ${reason}`);
  }
}
