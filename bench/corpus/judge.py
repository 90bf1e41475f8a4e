"""Runs Panther rules over events: a JSON line {"module", "events"} in, {"error"} or {"results"} out.

The event stands in for Panther's own (https://docs.panther.com/detections/rules/python): `get` and `deep_get` look
names up in any case, `deep_get` gives its default for a stored null, `deep_walk` descends into lists.
"""

import json
import sys
from collections.abc import Mapping


class Event(dict):
    def _find(self, name):
        if name in self:
            return name
        return next((key for key in self if key.lower() == name.lower()), name)

    def get(self, name, default=None):
        return dict.get(self, self._find(name), default)

    def deep_get(self, *path, default=None):
        value = self
        for name in path:
            if not isinstance(value, Mapping):
                return default
            value = Event.get(value, name) if isinstance(value, Event) else Event(value).get(name)
            if value is None:
                return default
        return value

    def deep_walk(self, *path, default=None):
        found = []

        def walk(value, rest):
            if isinstance(value, list):
                for item in value:
                    walk(item, rest)
            elif not rest:
                if value is not None and value not in found:
                    found.append(value)
            elif isinstance(value, Mapping) and rest[0] in value:
                walk(value[rest[0]], rest[1:])

        walk(self, path)
        return default if not found else found[0] if len(found) == 1 else found

    def to_dict(self):
        return json.loads(json.dumps(self))


def judge(line):
    request = json.loads(line)
    space = {}
    try:
        exec(compile(request["module"], "<rule>", "exec"), space)
    except Exception as error:
        return {"error": repr(error)}
    results = []
    for event in request["events"]:
        try:
            result = space["rule"](Event(event))
            space["title"](Event(event))
            json.dumps(space["alert_context"](Event(event)))
            results.append(result if isinstance(result, bool) else f"rule() gave {result!r}")
        except Exception as error:
            results.append(repr(error))
    return {"results": results}


for line in sys.stdin:
    print(json.dumps(judge(line)))
