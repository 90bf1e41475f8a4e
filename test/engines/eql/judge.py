"""Runs EQL queries over events by Elastic's own Python library: a JSON line {"query", "events"} in, a line of results out.

An event is {"type", "data"}; one whose type is null is of no kind that a query can ask for.
"""

import json
import re
import sys

from eql import Event, PythonEngine, parse_query
from eql.parser import (
    allow_alias,
    allow_negation,
    allow_runs,
    allow_sample,
    elasticsearch_syntax,
    ignore_missing_functions,
)

# The library spells three functions in its own way.
SPELLINGS = {"cidrmatch": "cidrMatch", "startswith": "startsWith", "endswith": "endsWith"}


def respelt(query):
    parts = re.split(r'("""[\s\S]*?"""|"(?:\\.|[^"\\])*")', query)
    for at in range(0, len(parts), 2):
        for known, own in SPELLINGS.items():
            parts[at] = re.sub(rf"\b{known}(?=~?\()", own, parts[at])
    return "".join(parts)


def judge(request):
    found = set()
    engine = PythonEngine()
    with elasticsearch_syntax, allow_runs, allow_sample, allow_negation, allow_alias:
        with ignore_missing_functions:
            query = parse_query(respelt(request["query"]))
            engine.add_query(query)
    engine.add_output_hook(lambda result: found.update(event.time for event in result.events))
    events = request["events"]
    engine.stream_events(
        [Event(each["type"], at, each["data"]) for at, each in enumerate(events)], finalize=True
    )
    return [at in found for at in range(len(events))]


for line in sys.stdin:
    try:
        print(json.dumps({"results": judge(json.loads(line))}))
    except Exception as error:
        print(json.dumps({"error": repr(error)[:300]}))
