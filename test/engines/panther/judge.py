"""Runs Panther rules over events by Panther's own library: a JSON line {"module", "events"} in, a line of results out."""

import json
import sys

from panther_core.enriched_event import PantherEvent
from panther_core.rule import Rule

META = {
    "analysisType": "RULE",
    "versionId": "1",
    "severity": "INFO",
    "dedupPeriodMinutes": 60,
    "tags": [],
}


def judge(index, request):
    rule = Rule({"id": f"rule.{index}", "body": request["module"], **META})
    return [outcome(rule, event) for event in request["events"]]


def outcome(rule, event):
    result = rule.run(PantherEvent(event, None), {}, {}, batch_mode=False)
    problems = (
        result.detection_exception,
        result.setup_exception,
        result.input_exception,
        result.title_exception,
        result.alert_context_exception,
        result.dedup_exception,
    )
    problem = next((each for each in problems if each is not None), None)
    return repr(problem) if problem is not None else result.detection_output


for number, line in enumerate(sys.stdin):
    try:
        print(json.dumps({"results": judge(number, json.loads(line))}))
    except Exception as error:  # a module that does not even compile
        print(json.dumps({"error": repr(error)}))
