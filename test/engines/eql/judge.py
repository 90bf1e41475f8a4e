"""Runs EQL queries over events by Elastic's own Python library: a JSON line {"query", "events"} in, a line of results out.

With "series" in place of "events", each a list of events with the second "at" which they come, the places of those in a sequence.

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

# The library spells three functions in its own way, and knows neither code points in braces nor paths in quotes.
SPELLINGS = {"cidrmatch": "cidrMatch", "startswith": "startsWith", "endswith": "endsWith"}


def quoted(name):
    return name if re.fullmatch(r"[A-Za-z_]\w*", name) else f"`{name}`"


def respelt(query):
    parts = re.split(r'("""[\s\S]*?"""|"(?:\\.|[^"\\])*")', query)
    for at, part in enumerate(parts):
        if at % 2 == 1:
            parts[at] = re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda code: chr(int(code[1], 16)), part)
            continue
        for known, own in SPELLINGS.items():
            parts[at] = re.sub(rf"\b{known}(?=~?\()", own, parts[at])
        parts[at] = re.sub("`([^`]*)`", lambda path: ".".join(map(quoted, path[1].split("."))), parts[at])
    return "".join(parts)


TICKS = 10_000_000
# Times may lie before the start of a series.
START = 1_000_000_000


def engine_for(query, found):
    engine = PythonEngine()
    with elasticsearch_syntax, allow_runs, allow_sample, allow_negation, ignore_missing_functions:
        engine.add_query(parse_query(respelt(query)))
    engine.add_output_hook(found.append)
    return engine


def judge(request):
    if "series" in request:
        return [places(request["query"], series) for series in request["series"]]
    found = []
    engine = engine_for(request["query"], found)
    return [outcome(engine, found, at, event) for at, event in enumerate(request["events"])]


def places(query, series):
    """Which events of a series stand in a sequence; of events in order, by their times in seconds."""
    found = []
    engine = engine_for(query, found)
    known = [Event(each["type"], int((each["at"] + START) * TICKS), each["data"]) for each in series]
    try:
        engine.stream_events(known, finalize=True)
    except Exception as error:
        return repr(error)[:300]
    return sorted({at for at, event in enumerate(known) for result in found if is_in(event, result)})


def is_in(event, result):
    return any(each is event for each in result.events)


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
