"""What docs/asyncapi.json says about a name, and whether a payload is what it says. JSON Schema, as far as it goes there."""

import json
import re


class Published:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        self.messages = document["channels"]["socket"]["messages"]

    def check_sent(self, name, payload):
        self._check(name.replace(":", "."), payload)

    def check_answer(self, name, payload):
        self._check(name.replace(":", ".") + ".answer", payload)

    def check_event(self, event):
        self._check("event." + event["kind"].replace(":", "."), event)

    def check_signal(self, name, body):
        self._check("signal." + name, [name, body])

    def _check(self, key, payload):
        if key not in self.messages:
            raise AssertionError(f"{key} is not published")
        why = misfit(self.messages[key]["payload"], payload, key)
        if why:
            raise AssertionError(why)


TYPES = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}

KNOWN = set(
    "type const enum anyOf properties required additionalProperties propertyNames items prefixItems pattern "
    "minLength maxLength minItems maxItems minimum maximum default description format oneOf".split()
)


def misfit(schema, value, at):
    """Says why a value is not what a schema says, or nothing."""
    unread = set(schema) - KNOWN
    if unread:
        return f"{at}: this client does not know {unread}"
    if "const" in schema and value != schema["const"]:
        return f"{at}: {value!r} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{at}: {value!r} is none of {schema['enum']}"
    for choices in ("anyOf", "oneOf"):
        if choices in schema:
            reasons = [misfit(choice, value, at) for choice in schema[choices]]
            if all(reasons):
                return " and ".join(reasons)
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(TYPES[name](value) for name in types):
        return f"{at}: {value!r} is no {types}"
    if isinstance(value, dict):
        return misfit_object(schema, value, at)
    if isinstance(value, list):
        shapes = schema.get("prefixItems", [])
        for i, item in enumerate(value):
            shape = shapes[i] if i < len(shapes) else schema.get("items", {})
            why = misfit(shape, item, f"{at}[{i}]")
            if why:
                return why
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        return f"{at}: {value!r} does not look like {schema['pattern']}"
    return None


def misfit_object(schema, value, at):
    properties = schema.get("properties", {})
    more = schema.get("additionalProperties", {})
    missing = [name for name in schema.get("required", []) if name not in value]
    if missing:
        return f"{at}: {missing[0]} is missing"
    for name, item in value.items():
        if name not in properties and more is False:
            return f"{at}: {name} is not published"
        why = misfit(properties.get(name, more), item, f"{at}.{name}")
        if why:
            return why
    return None
