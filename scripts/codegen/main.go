// Writes the TypeScript SDK of one schema with Pulumi's own code generator.
//
//	go run . SCHEMA.json OUT_DIR
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

func main() {
	if len(os.Args) != 3 {
		fail(fmt.Errorf("want 2 arguments (schema file, output folder), got %d", len(os.Args)-1))
	}
	files, err := generate(os.Args[1])
	if err != nil {
		fail(err)
	}
	for name, content := range files {
		path := filepath.Join(os.Args[2], name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			fail(err)
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			fail(err)
		}
	}
	fmt.Printf("%d files in %s\n", len(files), os.Args[2])
}

func generate(path string) (map[string][]byte, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(raw, &spec); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	pkg, diags, err := schema.BindSpec(spec, nil, schema.ValidationOptions{AllowDanglingReferences: true})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if diags.HasErrors() {
		return nil, fmt.Errorf("%s: %w", path, diags)
	}
	files, err := nodejs.GeneratePackage("dbferry", pkg, nil, nil, true, nil)
	if err != nil {
		return nil, err
	}
	return files, withoutInstallScript(files)
}

var installScript = regexp.MustCompile(`,\s*"postinstall": "[^"]*"`)

// The toolchain compiles the SDKs: nothing of the project runs while packages are installed.
func withoutInstallScript(files map[string][]byte) error {
	manifest := files["package.json"]
	if !installScript.Match(manifest) {
		return fmt.Errorf("package.json has no install script to remove:\n%s", manifest)
	}
	files["package.json"] = installScript.ReplaceAll(manifest, nil)
	delete(files, "scripts/postinstall.js")
	return nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "codegen:", err)
	os.Exit(1)
}
