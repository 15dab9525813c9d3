"""Holds generated schemas and shipped catalogs against validators that know nothing of this project.

Every `.schema.json` is valid JSON Schema 2020-12, every `.avsc` is Avro that fastavro parses, and every catalog is valid
by the JSON Schema of the catalog format, which refuses a damaged one. Usage: python check_schemas.py TDA_EVENTS_FOLDER
(needs fastavro, jsonschema and pyyaml).
"""

import json
import sys
from pathlib import Path

import fastavro
import yaml
from jsonschema import Draft202012Validator


def main(folder: Path) -> None:
    json_schemas = sorted(folder.glob("schemas/**/*.schema.json"))
    for path in json_schemas:
        Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))
    avro_schemas = sorted(folder.glob("schemas/**/*.avsc"))
    for path in avro_schemas:
        fastavro.parse_schema(json.loads(path.read_text(encoding="utf-8")))
    catalogs = sorted(folder.glob("catalogs/*.yaml"))
    validator = Draft202012Validator(json.loads((folder / "catalogs/catalog.schema.json").read_text(encoding="utf-8")))
    for path in catalogs:
        catalog = yaml.safe_load(path.read_text(encoding="utf-8"))
        faults = [f"{path.name}: {'/'.join(map(str, fault.path))}: {fault.message}" for fault in validator.iter_errors(catalog)]
        if faults:
            sys.exit("\n".join(faults))
        damaged = {**catalog, "topics": ["not", "a", "mapping"]}
        assert not validator.is_valid(damaged), "the JSON Schema of catalogs refuses nothing"
    assert json_schemas and avro_schemas and catalogs, f"nothing to check in {folder}"
    print(f"{len(json_schemas)} JSON Schemas, {len(avro_schemas)} Avro schemas, {len(catalogs)} catalogs")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
