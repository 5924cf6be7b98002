"""Tells what in a folder is no JSON Schema draft-07 or no OpenRPC; `schemas` runs it."""

import json
import pathlib
import sys

import jsonschema
import openrpc
import pydantic

DRAFT7 = jsonschema.Draft7Validator(jsonschema.Draft7Validator.META_SCHEMA)


def schema_faults(schema):
    """Where a schema is not as the meta-schema says."""
    for fault in DRAFT7.iter_errors(schema):
        yield "%s: %s" % ("/".join(map(str, fault.absolute_path)), fault.message[:200])


def resolved(value, document):
    """A value with what its references into the document name in their place."""
    if isinstance(value, dict):
        if set(value) == {"$ref"} and value["$ref"].startswith("#/"):
            found = document
            for name in value["$ref"][2:].split("/"):
                found = found[name]
            return resolved(found, document)
        return {name: resolved(part, document) for name, part in value.items()}
    return [resolved(part, document) for part in value] if isinstance(value, list) else value


def openrpc_faults(document):
    """Where a document is not as the specification says; extensions are free."""
    try:
        whole = resolved(document, document)
    except KeyError as missing:
        yield "a reference leads to no %s" % missing
        return
    # Since 1.3 a method without a result is a notification; the package asks for one all the same.
    answered = [{"result": {"name": "none", "schema": True}} | m for m in whole["methods"]]
    try:
        openrpc.OpenRPC.model_validate(whole | {"methods": answered})
    except pydantic.ValidationError as error:
        for fault in error.errors():
            yield "%s: %s" % ("/".join(map(str, fault["loc"])), fault["msg"])
    for method in whole["methods"]:
        for part in method.get("params", []) + [method.get("result", {})]:
            for fault in schema_faults(part.get("schema", {})):
                yield "%s, %s: %s" % (method.get("name"), part.get("name"), fault)
    yield from member_faults(whole)


def member_faults(document):
    """Members that the specification does not have: the package's classes let them pass."""
    named = {None: openrpc.OpenRPC, "info": openrpc.Info, "methods": openrpc.Method}
    for place, type in named.items():
        parts = document if place is None else document.get(place, {})
        for part in parts if isinstance(parts, list) else [parts]:
            known = {field.alias or name for name, field in type.model_fields.items()}
            for name in part:
                if name not in known and not name.startswith("x-"):
                    yield "%s has no member %s" % (type.__name__, name)


def main():
    folder = pathlib.Path(sys.argv[1])
    checked, faults = 0, []
    for path in sorted(folder.rglob("*.schema.json")):
        checked += 1
        found = schema_faults(json.loads(path.read_text()))
        faults += ["%s %s" % (path.name, fault) for fault in found]
    document = json.loads((folder / "openrpc.json").read_text())
    faults += ["openrpc.json %s" % fault for fault in openrpc_faults(document)]
    print("\n".join(faults + ["%d schemas and openrpc.json: %d faults" % (checked, len(faults))]))
    sys.exit(1 if faults else 0)


main()
