/** A line for people; standard output is for the JSON. */
export const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Runs a proof with the process's arguments: its exit code, or 2 and the message where it could not run. */
export function run(main: (args: string[]) => Promise<number>): void {
  Promise.resolve()
    .then(() => main(process.argv.slice(2)))
    .then(
      (code) => {
        process.exitCode = code;
      },
      (error: Error) => {
        say(error.message);
        process.exitCode = 2;
      },
    );
}
