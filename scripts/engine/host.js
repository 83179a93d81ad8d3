// Shared by dbferry's language hosts: responses to the engine, and shutdown. Each host adds how it runs a program.
"use strict";

const { execFileSync, spawn } = require("node:child_process");
const { mkdtempSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const path = require("node:path");

const root = path.resolve(__dirname, "../..");
const fromRepo = (id) => require(require.resolve(id, { paths: [process.cwd(), root] }));

const grpc = fromRepo("@grpc/grpc-js");
const { LanguageRuntimeService } = fromRepo("@pulumi/pulumi/proto/language_grpc_pb");
const messages = fromRepo("@pulumi/pulumi/proto/language_pb");
const { PackageDependency, PluginInfo } = fromRepo("@pulumi/pulumi/proto/plugin_pb");
const { Empty } = fromRepo("google-protobuf/google/protobuf/empty_pb");

// A runner exits with this code if it has already shown the error to the user.
const SHOWN_TO_USER = 32;
const VERSION = require("../../package.json").version;

/**
 * Serves a language to the engine.
 *
 * @param language.executable the program that runs programs, and its version
 * @param language.command (request, engineAddress) => { file, args, env }: how to run a program
 * @param language.kind the SDK generator's name for the language
 * @param language.generated folder => [{ name, version }]: packages for which the project has a generated SDK
 * @param language.link (folder, packages) => text: makes generated packages dependencies of the project and returns
 * the next steps
 */
function serve({ executable, command, generated, kind, link }) {
  let running;
  let engineAddress = process.argv.slice(2).find((argument) => !argument.startsWith("-"));
  const answer = (build) => (_call, callback) => callback(null, build());
  const failing = (work) => (call, callback) => {
    try {
      callback(null, work(call.request));
    } catch (error) {
      callback({ code: grpc.status.INTERNAL, message: error.message });
    }
  };

  const server = new grpc.Server();
  server.addService(LanguageRuntimeService, {
    handshake: (call, callback) => {
      engineAddress = call.request.getEngineAddress() || engineAddress;
      callback(null, new messages.LanguageHandshakeResponse());
    },
    getPluginInfo: answer(() => {
      const info = new PluginInfo();
      info.setVersion(VERSION);
      return info;
    }),
    // A generated SDK requests its package by version. Announcing that version up front makes the engine use the same
    // default provider for what a component of the package creates without a version, in the first update as in later
    // ones. Other plugins are found on request.
    getRequiredPackages: failing((request) => {
      const response = new messages.GetRequiredPackagesResponse();
      for (const { name, version } of generated(request.getInfo().getRootDirectory())) {
        const needed = new PackageDependency();
        needed.setKind("resource");
        needed.setName(name);
        needed.setVersion(version);
        response.addPackages(needed);
      }
      return response;
    }),
    getRequiredPlugins: answer(() => new messages.GetRequiredPluginsResponse()),
    about: answer(() => {
      const about = new messages.AboutResponse();
      about.setExecutable(executable.path);
      about.setVersion(executable.version);
      return about;
    }),
    getProgramDependencies: answer(() => new messages.GetProgramDependenciesResponse()),
    runtimeOptionsPrompts: answer(() => new messages.RuntimeOptionsResponse()),
    // Whoever runs the program installs its dependencies.
    installDependencies: (call) => call.end(),
    generatePackage: failing((request) => {
      generate(kind, request.getSchema(), request.getDirectory());
      return new messages.GeneratePackageResponse();
    }),
    link: failing((request) => {
      const folder = request.getInfo().getRootDirectory();
      const packages = request.getPackagesList().map((one) => ({
        path: path.relative(folder, path.resolve(folder, one.getPath())),
        name: one.getPackage().getName(),
      }));
      const response = new messages.LinkResponse();
      response.setImportInstructions(link(folder, packages));
      return response;
    }),
    run: (call, callback) => {
      const { request } = call;
      const { file, args, env } = command(request, engineAddress);
      const child = spawn(file, args, { cwd: request.getPwd(), env, stdio: ["ignore", "inherit", "inherit"] });
      running = child;
      child.on("error", (error) => callback({ code: grpc.status.INTERNAL, message: error.message }));
      child.on("exit", (code, signal) => {
        const response = new messages.RunResponse();
        if (code === SHOWN_TO_USER) response.setBail(true);
        else if (code !== 0)
          response.setError(`Program exited with ${signal ? `signal ${signal}` : `non-zero exit code: ${code}`}`);
        callback(null, response);
      });
    },
    cancel: (_call, callback) => {
      running?.kill("SIGINT");
      callback(null, new Empty());
    },
  });

  // A killed engine cannot shut down its hosts: neither this host nor the program may outlive it.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid === parent) return;
    running?.kill("SIGKILL");
    process.exit(1);
  }, 500).unref();

  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
  });
}

/** The configuration and names that every runner needs. */
function runOf(request, engineAddress) {
  const directory = request.getInfo()?.getProgramDirectory() || request.getPwd();
  return {
    directory,
    rootDirectory: request.getInfo()?.getRootDirectory() || directory,
    options: request.getInfo()?.getOptions()?.toJavaScript() ?? {},
    flags: {
      organization: request.getOrganization(),
      project: request.getProject(),
      stack: request.getStack(),
      pwd: request.getPwd(),
      monitor: request.getMonitorAddress(),
      engine: engineAddress,
      parallel: String(request.getParallel()),
    },
    program: [request.getInfo()?.getEntryPoint() || ".", ...request.getArgsList()],
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toObject())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    },
  };
}

const asArguments = (flags) => Object.entries(flags).flatMap(([name, value]) => (value ? [`--${name}`, value] : []));

/** Generates an SDK for the schema in this language, with the generator that the toolchain builds. */
function generate(kind, schema, directory) {
  const workshop = mkdtempSync(path.join(tmpdir(), "dbferry-generate-"));
  try {
    const file = path.join(workshop, "schema.json");
    writeFileSync(file, schema);
    const toolchain = path.join(root, "scripts/toolchain/generator.mjs");
    const generator = execFileSync(process.execPath, [toolchain], { encoding: "utf8", stdio: ["ignore", "pipe", 2] });
    execFileSync(generator.trim(), [kind, file, directory], { cwd: workshop, stdio: ["ignore", "ignore", 2] });
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

module.exports = { asArguments, runOf, serve };
