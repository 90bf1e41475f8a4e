# Beacon Of The Field Laptop
# Source: sigma rule 87ea2c86-82be-4d5a-88e2-cefc7f164937
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
import re

URL_PATTERN = re.compile(r"(?i)^[^/:?]*://(?:[^/?@]*@)?(?:[^/:?@]*\.telemetry\.example(?:[/:?]|$))")


def rule(event):
    url = event.deep_get("url", default="")
    user_agent = event.deep_get("userAgent", default="").lower()
    status_code = event.get("statusCode")
    return (
        bool(URL_PATTERN.search(url))
        and user_agent.startswith("fieldops/")
        and status_code in (204, "204")
    )


def title(event):
    return f"Beacon Of The Field Laptop [{event.deep_get('userAgent', default='<unknown>')}]"


def alert_context(event):
    return {
        "url": event.deep_get("url"),
        "userAgent": event.deep_get("userAgent"),
        "statusCode": event.deep_get("statusCode"),
    }
