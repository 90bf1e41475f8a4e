"""Reads Sigma documents by pySigma: a JSON line {"rule"} in, a line {"results": [problems]} out."""

import json
import sys

from sigma.collection import SigmaCollection
from sigma.rule import SigmaRule


def problems(text):
    collection = SigmaCollection.from_yaml(text, collect_errors=True)
    found = [repr(error) for error in collection.errors]
    for rule in collection.rules:
        found += [repr(error) for error in rule.errors]
        if isinstance(rule, SigmaRule) and not rule.errors:
            for condition in rule.detection.parsed_condition:
                condition.parse()
    return sorted(set(found))


for line in sys.stdin:
    try:
        print(json.dumps({"results": problems(json.loads(line)["rule"])}))
    except Exception as error:
        print(json.dumps({"results": [repr(error)[:300]]}))
