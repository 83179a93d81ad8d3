"""Reads what the vendors' typed Python SDKs say of an API's wire format and writes it as data: names, types, nesting, what is required.

    python read.py services.json FOLDER

services.json says which actions of which SDK go into which file below FOLDER; "*" takes every action. The SDKs are those of the
interpreter that runs this (scripts/toolchain/vendorClients.mjs). No text of theirs is copied.
"""

import importlib
import inspect
import json
import os
import re
import sys

SCALARS = {
    "str": "str", "int": "int", "float": "float", "bool": "bool", "object": "any", "dict": "any", "date": "str",
    "datetime": "str", "OffsetDateTime": "str", "Any": "any", "file": "any", "bytes": "str", "none_type": "any",
}


def type_of(text, list_of, dict_of):
    """A type in the model's notation; the patterns match a list and a dictionary in the SDK's."""
    if inner := re.fullmatch(list_of, text):
        return "[]" + type_of(inner.group(1), list_of, dict_of)
    if inner := re.fullmatch(dict_of, text):
        return "{}" + type_of(inner.group(1), list_of, dict_of)
    return SCALARS.get(text, text)


class Huawei:
    """Clients with one `_<call>_http_info` a call; models with `openapi_types` and `attribute_map`."""

    def __init__(self, sdk, version):
        root = f"huaweicloudsdk{sdk}.{version}"
        self.models = importlib.import_module(root)
        client = [name for name in vars(self.models) if name.endswith("Client") and not name.endswith("AsyncClient")][0]
        self.client = getattr(self.models, client)

    def actions(self):
        for name, function in inspect.getmembers(self.client, inspect.ismethod):
            if not name.endswith("_http_info"):
                continue
            source = inspect.getsource(function)
            method = re.search(r'"method": "(\w+)"', source).group(1)
            path = re.search(r'"resource_path": "([^"]+)"', source).group(1)
            answer = re.search(r'"response_type": "(\w+)"', source).group(1)
            request = getattr(self.models, re.sub(r"Response$", "Request", answer))
            query = re.findall(r"query_params\.append\(\('([^']+)', local_var_params\['([^']+)'\]\)\)", source)
            fields = self.fields(request)
            types = {name.rstrip("!"): type for name, type in fields.items()}
            must = {name.rstrip("!") for name in fields if name.endswith("!")}
            yield re.sub(r"\{\w+\}", "{}", f"{method} {path}"), {
                "name": re.sub(r"Response$", "", answer),
                "parameters": {wire + ("!" if wire in must else ""): types[wire] for wire, _ in query},
                **({"body": types["body"]} if "body" in types else {}),
                "answer": answer,
            }

    def mark(self, model, attribute):
        """A value that the constructor sets whatever it is must be given."""
        source = inspect.getsource(model.__init__)
        return "!" if re.search(rf"^        self\.{attribute} = {attribute}$", source, re.M) else ""

    def fields(self, model):
        return {
            wire + self.mark(model, attribute): self.type(model.openapi_types[attribute])
            for attribute, wire in model.attribute_map.items()
            if wire not in ("X-Language",)
        }

    def type(self, text):
        return type_of(text, r"list\[(.+)\]", r"dict\(str, (.+)\)")

    def model(self, name):
        model = getattr(self.models, name)
        # Enumerations are models without fields, and so are answers without a body.
        return self.fields(model) if model.attribute_map or name.endswith("Response") else None


class Alibaba:
    """Requests and response bodies with the wire's names in `to_map` and types in the constructor."""

    def __init__(self, sdk):
        self.models = importlib.import_module(f"{sdk}.models")

    def actions(self):
        for name in dir(self.models):
            if name.endswith("ResponseBody") and (request := getattr(self.models, name[:-12] + "Request", None)):
                action = name[:-12]
                yield action, {"name": action, "parameters": self.fields(request), "answer": name}

    def fields(self, model):
        source = inspect.getsource(model.to_map)
        wire = dict(re.findall(r"if self\.(\w+) is not None:\s+(?:k\s*=.*\s+)?result\['([^']+)'\]", source))
        wire.update({one: other for other, one in re.findall(r"result\['([^']+)'\] = (?:\[\]|\{\})\s+(?:if self\.(\w+))", source)})
        required = set(re.findall(r"validate_required\(self\.(\w+)", inspect.getsource(model.validate)))
        result = {}
        for attribute, parameter in inspect.signature(model.__init__).parameters.items():
            if attribute == "self":
                continue
            must = attribute in required or re.search(
                rf"((?:        #.*\n)+)        self\.{attribute} = ", inspect.getsource(model.__init__)
            )
            must = must if must is True else bool(must) and "This parameter is required." in must.group(1)
            result[wire[attribute] + ("!" if must else "")] = self.type(str(parameter.annotation))
        return result

    def type(self, text):
        text = re.sub(r"\b(main_models|typing)\.", "", text)
        return type_of(text, r"List\[(.+)\]", r"Dict\[str, (.+)\]")

    def model(self, name):
        return self.fields(getattr(self.models, name))


class Tencent:
    """Models whose `_deserialize` reads every field, with types in the docstrings of the properties."""

    def __init__(self, sdk, version):
        self.models = importlib.import_module(f"tencentcloud.{sdk}.v{version.replace('-', '')}.models")

    def actions(self):
        for name in dir(self.models):
            if name.endswith("Response") and hasattr(self.models, name[:-8] + "Request"):
                action = name[:-8]
                yield action, {"name": action, "parameters": {}, "body": action + "Request", "answer": name}

    def model(self, name):
        model = getattr(self.models, name)
        # The service sends every field of a response, null where there is nothing.
        fields = re.findall(r":type (\w+): (.+)", inspect.getsource(model.__init__))
        return {field: self.type(text.strip()) for field, text in fields}

    def type(self, text):
        if inner := re.fullmatch(r"list of (.+)", text):
            return "[]" + self.type(inner.group(1))
        text = re.sub(r"^:class:`tencentcloud\..+\.(\w+)`$", r"\1", text)
        return SCALARS.get(text, text)


READERS = {"huawei": Huawei, "alibaba": Alibaba, "tencent": Tencent}


def read(reader, wanted):
    known = {}
    for key, action in reader.actions():
        known.setdefault(key, action)
    missing = [] if wanted == "*" else [name for name in wanted if name not in known]
    if missing:
        raise SystemExit(f"not in the SDK: {', '.join(missing)}")
    actions = {key: known[key] for key in (sorted(known) if wanted == "*" else wanted)}
    types, open_ = {}, []
    for action in actions.values():
        open_ += [action["answer"], action.get("body", ""), *action["parameters"].values()]
    while open_:
        name = re.sub(r"^(\[\]|\{\})*", "", open_.pop())
        if name in types or name == "" or name in SCALARS.values():
            continue
        fields = reader.model(name)
        types[name] = "str" if fields is None else fields
        if fields is not None:
            open_ += fields.values()
    return {"actions": actions, "types": dict(sorted(types.items()))}


def write(path, model):
    """One action or type a line."""
    def lines(entries):
        return ",\n".join(f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in entries.items())

    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f'{{"actions": {{\n{lines(model["actions"])}\n}},\n"types": {{\n{lines(model["types"])}\n}}}}\n')


def main(list_, folder):
    with open(list_, encoding="utf-8") as file:
        for path, service in json.load(file).items():
            reader = READERS[service["vendor"]](*service["sdk"])
            write(os.path.join(folder, path), read(reader, service["actions"]))


main(*sys.argv[1:])
