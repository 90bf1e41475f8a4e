"""Runs EQL queries over events by Elastic's own Python library: a JSON line {"query", "events"} in, a line of results out.

An event is {"type", "data"}.
"""

import json
import re
import sys

from eql import Event, PythonEngine, parse_query
from eql.parser import (
    allow_negation,
    allow_runs,
    allow_sample,
    elasticsearch_syntax,
    ignore_missing_functions,
)

# The library spells three functions in its own way, and knows no code points in braces.
SPELLINGS = {"cidrmatch": "cidrMatch", "startswith": "startsWith", "endswith": "endsWith"}


def respelt(query):
    parts = re.split(r'("""[\s\S]*?"""|"(?:\\.|[^"\\])*")', query)
    for at, part in enumerate(parts):
        if at % 2 == 1:
            parts[at] = re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda code: chr(int(code[1], 16)), part)
            continue
        for known, own in SPELLINGS.items():
            parts[at] = re.sub(rf"\b{known}(?=~?\()", own, parts[at])
    return "".join(parts)


def judge(request):
    found = []
    engine = PythonEngine()
    with elasticsearch_syntax, allow_runs, allow_sample, allow_negation, ignore_missing_functions:
        engine.add_query(parse_query(respelt(request["query"])))
    engine.add_output_hook(found.append)
    return [outcome(engine, found, at, event) for at, event in enumerate(request["events"])]


def outcome(engine, found, at, event):
    found.clear()
    try:
        engine.stream_event(Event(event["type"], at, event["data"]))
        return bool(found)
    except Exception as error:
        return repr(error)[:300]


for line in sys.stdin:
    try:
        print(json.dumps({"results": judge(json.loads(line))}))
    except Exception as error:
        print(json.dumps({"error": repr(error)[:300]}))
