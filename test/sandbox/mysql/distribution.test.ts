import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connect } from "../../../sandbox/mysql/connect";
import { findDistribution } from "../../../sandbox/mysql/distribution";
import { isAlive } from "../../../sandbox/mysql/leftovers";
import { MysqlServer } from "../../../sandbox/mysql/server";
import { distributionOf } from "../../mysql/support/servers";
import { PATIENCE } from "../../support/patience";

/**
 * A client that runs commands directly, without a container: the script between client and server, the signals and the
 * standard input are real. mariadb-install-db copies a prepared data directory.
 */
const CLIENT = `#!/bin/sh
if [ "$1" = info ]; then [ -n "$DOCKER_HOST" ] && exit 1; echo "Test Linux"; exit 0; fi
if [ "$1" = image ]; then exit 0; fi
while :; do
  case "$1" in
    mariadb:10.11@sha256:*) [ \${#1} = 85 ] && break; exit 125 ;;
    mariadb:*) exit 125 ;;
    --entrypoint=*) entry="\${1#--entrypoint=}" ;;
    --workdir=*) cd "\${1#--workdir=}" ;;
  esac
  shift
done
shift
PATH="$0.image:$PATH" exec "$entry" "$@"
`;

describe("the MySQL distribution of the sandbox", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "dbferry-test-"));
    vi.stubEnv("PATH", `${folder}:/usr/bin:/bin`);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    Object.defineProperty(process, "arch", { value: arch });
    await rm(folder, { recursive: true, force: true });
  });
  const { arch } = process;
  const elsewhere = () => Object.defineProperty(process, "arch", { value: "arm64" });
  async function program(name: string, text: string) {
    await writeFile(join(folder, name), text);
    await chmod(join(folder, name), 0o755);
  }

  it("is the packaged one on Linux x64", async () => {
    expect(await findDistribution()).toMatchObject({ product: "mysql", version: [5, 6, 24] });
  });

  it.each([
    ["mysqld", "mysqld  Ver 8.0.36 for macos14.2 on arm64 (Homebrew)", { product: "mysql", version: [8, 0, 36] }],
    ["mariadbd", "mariadbd  Ver 11.4.2-MariaDB for Linux on aarch64", { product: "mariadb", version: [11, 4, 2] }],
  ])("is %s if that is on PATH, elsewhere", async (name, version, expected) => {
    elsewhere();
    await program(name, `#!/bin/sh\necho "${version}"\n`);
    expect(await findDistribution()).toMatchObject({
      ...expected,
      file: join(folder, name),
      label: expect.stringContaining(folder),
    });
  });

  it("is one in Docker if nothing else is there, or a message with what to install without Docker", async () => {
    elsewhere();
    await program("docker", CLIENT);
    expect(await findDistribution()).toMatchObject({
      product: "mariadb",
      label: "MariaDB from the Docker image mariadb:10.11 on Test Linux",
    });
    vi.stubEnv("DOCKER_HOST", "1");
    await expect(findDistribution()).rejects.toThrow(/linux arm64[\s\S]*brew install mariadb/);
  });

  it("starts, restarts and ends in Docker with its client", async () => {
    const real = await distributionOf("mariadb");
    const ready = join(folder, "ready");
    await real.initialise(ready);
    elsewhere();
    await program("docker", CLIENT);
    await mkdir(join(folder, "docker.image"));
    await program(
      "docker.image/mariadb-install-db",
      `#!/bin/sh\nfor a; do case "$a" in --datadir=*) cp -r "${ready}/." "\${a#--datadir=}";; esac; done\n`,
    );
    // --no-defaults comes first, followed by what the real image finds by itself.
    await program(
      "docker.image/mariadbd",
      `#!/bin/sh\nshift\nexec "${real.file}" --no-defaults ${real.args.join(" ")} "$@"\n`,
    );
    expect((await findDistribution()).label).toContain("Docker");
    const server = await MysqlServer.start({ dir: join(folder, "one"), serverId: 1 });
    const port = server.ref.port;
    await server.restartWith({ "binlog-format": "MIXED" });
    expect(server.ref.port).toBe(port);
    const pid = server.pid!;
    await server.stop();
    expect(isAlive(pid)).toBe(false);
    // Not only has the client ended: the server behind it has released its port, too.
    await vi.waitFor(
      () => expect(connect({ ...server.ref, ...server.ref.admin })).rejects.toThrow(/ECONNREFUSED/),
      PATIENCE,
    );
  });
});
