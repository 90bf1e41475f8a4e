# Beacon Of The Field Laptop
# Source: sigma rule 87ea2c86-82be-4d5a-88e2-cefc7f164937
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact

def rule(event):
    cs_host = event.deep_get("cs-host", default="").lower()
    user_agent = event.deep_get("userAgent", default="").lower()
    status_code = event.get("statusCode")
    return (
        cs_host.endswith(".telemetry.example")
        and user_agent.startswith("fieldops/")
        and status_code in (204, "204")
    )


def title(event):
    return f"Beacon Of The Field Laptop [{event.deep_get('userAgent', default='<unknown>')}]"


def alert_context(event):
    return {
        "cs-host": event.deep_get("cs-host"),
        "userAgent": event.deep_get("userAgent"),
        "statusCode": event.deep_get("statusCode"),
    }
