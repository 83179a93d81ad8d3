// Dependencies point one way (docs/architecture.md): what is listed here is the only allowed direction.
const only = (folder, allowed) => ({
  name: `${folder}-imports-only-${allowed.join("-") || "itself"}`,
  severity: "error",
  from: { path: `^${folder}/`, pathNot: "/dist/" },
  to: {
    path: "^(model|system|plugin|mysql|provider|policies|components|package|stacks|cli|sandbox|bench|proofs|test|scripts)/",
    pathNot: [folder, ...allowed].map((name) => `^${name}(/|$)`).join("|"),
  },
});

/** Folders of the provider from the bottom to the top; none imports from a later one. */
const PROVIDER_LAYERS = [
  "core",
  "permissions",
  "http",
  "clouds",
  "drivers",
  "resources",
  "functions",
  "registry",
  "audit",
  "schema",
  "rpc",
];

module.exports = {
  forbidden: [
    only("model", []),
    only("system", ["model"]),
    only("mysql", ["model", "system"]),
    only("plugin", ["model"]),
    only("policies", ["model", "plugin/values.ts"]),
    only("sandbox", ["model", "system", "plugin"]),
    only("provider", ["model", "plugin", "mysql", "policies/rules"]),
    only("components", ["model", "provider/sdk", "policies"]),
    only("package", ["model", "plugin", "provider", "components", "policies"]),
    only("stacks", ["model", "components", "provider/sdk", "scripts/program.mjs"]),
    only("cli", ["model", "system", "plugin", "mysql", "provider", "policies", "components", "stacks", "sandbox"]),
    {
      name: "core-knows-no-types-and-no-rules",
      comment: "The pack's core does not depend on resource types or rules.",
      severity: "error",
      from: { path: "^policies/core/" },
      to: { path: "^policies/", pathNot: "^policies/(core|data)/" },
    },
    {
      name: "rules-know-no-resource-types",
      comment: "A rule judges facts; the adapters know which types have them, and under which names.",
      severity: "error",
      from: { path: "^policies/rules/" },
      to: { path: "^policies/", pathNot: "^policies/(core|data|rules)/" },
    },
    {
      name: "adapters-know-no-rules",
      severity: "error",
      from: { path: "^policies/adapters/" },
      to: { path: "^policies/", pathNot: "^policies/(core|data|adapters)/" },
    },
    {
      name: "migration-names-no-vendor",
      comment: "It composes by the contracts in components/kits; vendor-specific code is in the vendor's folder.",
      severity: "error",
      from: { path: "^components/(migration|paths|shared)/" },
      to: {
        path: "^components/(alicloud|tencentcloud|huaweicloud)/|^sdks/|node_modules/@pulumi/(alicloud|huaweicloud|tencentcloud)",
      },
    },
    {
      name: "world-names-no-vendor",
      comment: "Clouds add their own hops to the world; vendor-specific code is in the vendor's folder.",
      severity: "error",
      from: { path: "^sandbox/(world|mysql|mover)/" },
      to: { path: "^sandbox/", pathNot: "^sandbox/(world|mysql|mover)/" },
    },
    ...PROVIDER_LAYERS.map((layer, index) => ({
      name: `provider-${layer}-imports-nothing-above`,
      comment: "Values, errors and interfaces are at the bottom, one registry on top.",
      severity: "error",
      from: { path: `^provider/${layer}(/|\\.ts$)` },
      to: { path: `^provider/(${PROVIDER_LAYERS.slice(index + 1).join("|")})(/|\\.ts$)` },
    })).slice(0, -1),
    {
      name: "no-cycles",
      severity: "error",
      from: { pathNot: "/dist/|^provider/sdk/types/" },
      to: { circular: true, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "rules-know-no-pulumi",
      comment: "A rule is a pure function: the pack and the components both call it.",
      severity: "error",
      from: { path: "^(model|policies/rules)/" },
      to: { path: "node_modules/@pulumi" },
    },
    {
      name: "no-whole-alicloud",
      comment: "The root of @pulumi/alicloud loads every service; one module of it loads in a fraction of the time.",
      severity: "error",
      from: { path: "^(components|stacks|policies|cli)/" },
      to: { path: "node_modules/@pulumi/alicloud/index" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules|^sdks/" },
    exclude: { path: "(^|/)dist/|^lib/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
