// Writes the SDK of one schema with Pulumi's own code generators.
//
//	go run . KIND SCHEMA.json OUT_DIR
//
// KIND is nodejs-local or python: a package in its own folder inside a project; nodejs: the same for one of our workspaces; or
// provider: only the TypeScript classes, for our own sources.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

type files = map[string][]byte

var kinds = map[string]func(pkg *schema.Package) (files, error){
	"nodejs":       vendorPackage,
	"nodejs-local": packageForNode,
	"python":       packageForPython,
	"provider":     classesOnly,
}

func main() {
	if len(os.Args) != 4 || kinds[os.Args[1]] == nil {
		fail(fmt.Errorf("want KIND (nodejs, nodejs-local, python or provider), a schema file and a folder for the output; got %q", os.Args[1:]))
	}
	generated, err := generate(os.Args[1], os.Args[2])
	if err != nil {
		fail(err)
	}
	for name, content := range generated {
		path := filepath.Join(os.Args[3], name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			fail(err)
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			fail(err)
		}
	}
	fmt.Printf("%d files in %s\n", len(generated), os.Args[3])
}

func generate(kind, path string) (files, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(raw, &spec); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if kind == "provider" {
		withoutDefaults(spec)
	}
	pkg, diags, err := schema.BindSpec(spec, nil, schema.ValidationOptions{AllowDanglingReferences: true})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if diags.HasErrors() {
		return nil, fmt.Errorf("%s: %w", path, diags)
	}
	return kinds[kind](pkg)
}

func packageForNode(pkg *schema.Package) (files, error) {
	return nodejs.GeneratePackage("dbferry", pkg, nil, nil, true, nil)
}

func vendorPackage(pkg *schema.Package) (files, error) {
	generated, err := packageForNode(pkg)
	if err != nil {
		return nil, err
	}
	return generated, withoutInstallScript(generated)
}

func packageForPython(pkg *schema.Package) (files, error) {
	return python.GeneratePackage("dbferry", pkg, nil, nil)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "codegen:", err)
	os.Exit(1)
}
