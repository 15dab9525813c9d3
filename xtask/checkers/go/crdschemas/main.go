// crdschemas makes a JSON Schema of each custom resource definition that it is given, for kubeconform:
//
//	crdschemas FOLDER CRD.yaml...
//
// What the schemas add: objects are closed, so that an unknown field fails, and names obey Kubernetes' rules.
// What they lack: descriptions, and `status`, which nobody writes by hand.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"sigs.k8s.io/yaml"
)

type object = map[string]any

type definition struct {
	Spec struct {
		Group    string
		Names    struct{ Kind string }
		Versions []struct {
			Name   string
			Schema struct{ OpenAPIV3Schema object }
		}
	}
}

func main() {
	folder := os.Args[1]
	for _, path := range os.Args[2:] {
		if err := convert(folder, path); err != nil {
			log.Fatalf("%s: %v", path, err)
		}
	}
}

func convert(folder, path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var crd definition
	if err := yaml.Unmarshal(text, &crd); err != nil {
		return err
	}
	for _, version := range crd.Spec.Versions {
		schema := version.Schema.OpenAPIV3Schema
		properties := schema["properties"].(object)
		delete(properties, "status")
		tidy(schema)
		group := crd.Spec.Group
		properties["apiVersion"] = object{"const": group + "/" + version.Name}
		properties["kind"] = object{"const": crd.Spec.Names.Kind}
		properties["metadata"] = metadata()
		schema["required"] = []string{"apiVersion", "kind", "metadata", "spec"}
		text, err := json.Marshal(schema)
		if err != nil {
			return err
		}
		name := fmt.Sprintf("%s_%s_%s.json", group, strings.ToLower(crd.Spec.Names.Kind), version.Name)
		if err := os.WriteFile(filepath.Join(folder, name), append(text, '\n'), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// tidy closes the objects of a schema and takes from it what no validator needs.
func tidy(schema object) {
	delete(schema, "description")
	delete(schema, "example")
	if schema["x-kubernetes-int-or-string"] == true {
		schema["type"] = []string{"integer", "string"}
	}
	open := schema["x-kubernetes-preserve-unknown-fields"] == true
	for name := range schema {
		if strings.HasPrefix(name, "x-kubernetes-") {
			delete(schema, name)
		}
	}
	if properties, ok := schema["properties"].(object); ok {
		for _, property := range properties {
			tidy(property.(object))
		}
		if _, has := schema["additionalProperties"]; !has && !open {
			schema["additionalProperties"] = false
		}
	}
	for _, name := range []string{"items", "additionalProperties"} {
		if inner, ok := schema[name].(object); ok {
			tidy(inner)
		}
	}
}

func metadata() object {
	texts := object{"type": "object", "additionalProperties": object{"type": "string"}}
	return object{
		"type":                 "object",
		"required":             []string{"name"},
		"additionalProperties": false,
		"properties": object{
			"name": object{
				"type": "string", "maxLength": 253,
				"pattern": `^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`,
			},
			"namespace":   object{"type": "string", "maxLength": 63, "pattern": `^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`},
			"labels":      texts,
			"annotations": texts,
		},
	}
}
