"""Runs rules over events as Panther does: one JSON object a line, {"code": ..., "events": [...]}, gives one list of results a line.

The event is a stand-in, written from what Panther documents of its event object: keys are found whatever their case, a nested dict is
an event too, lists are sequences but no lists, a result counts when it is the boolean True.
"""

import json
import sys
from collections.abc import Mapping, Sequence


class Items(Sequence):
    def __init__(self, items):
        self._items = tuple(items)

    def __getitem__(self, index):
        return self._items[index] if isinstance(index, slice) else wrap(self._items[index])

    def __len__(self):
        return len(self._items)

    def __eq__(self, other):
        if isinstance(other, Items):
            return self._items == other._items
        return isinstance(other, (list, tuple)) and self._items == tuple(other)


class Event(Mapping):
    def __init__(self, data):
        self._data = data

    def _key(self, key):
        if key in self._data:
            return key
        return next((each for each in self._data if each.lower() == key.lower()), None)

    def __getitem__(self, key):
        found = self._key(key)
        if found is None:
            raise KeyError(key)
        return wrap(self._data[found])

    def __iter__(self):
        return iter(self._data)

    def __len__(self):
        return len(self._data)

    def to_dict(self):
        return json.loads(json.dumps(self._data))

    def deep_get(self, *keys, default=None):
        value = self
        for key in keys:
            value = value.get(key, default) if isinstance(value, Mapping) else default
        return default if value is None else value

    def deep_walk(self, *keys, default=None, return_val="all"):
        found = []
        for value in walked(self._data, keys, default):
            if value is not None and value != [] and value not in found:
                found.append(value)
        if not found:
            return default
        if len(found) == 1 or return_val == "first":
            return found[0]
        return found[-1] if return_val == "last" else found


def walked(value, keys, default):
    if isinstance(value, list):
        for item in value:
            found = list(walked(item, keys, default))
            yield from found or [default]
    elif not keys:
        yield default if value is None else value
    elif isinstance(value, dict) and keys[0] in value:
        yield from walked(value[keys[0]], keys[1:], default)


def wrap(value):
    if isinstance(value, dict):
        return Event(value)
    return Items(value) if isinstance(value, list) else value


def outcome(rule, event):
    try:
        return rule(Event(event)) is True
    except Exception:  # whatever a rule raises is no alert
        return False


for line in sys.stdin:
    case = json.loads(line)
    names = {}
    exec(compile(case["code"], "rule", "exec"), names)
    print(json.dumps([outcome(names["rule"], event) for event in case["events"]]))
