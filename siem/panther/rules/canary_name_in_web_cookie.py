# Canary Name In A Web Cookie
# Source: sigma rule 3a512dca-9e44-43af-8540-1ddd094b0e4d
# Author: ruleglot
# Licence: Apache-2.0
# Translation: exact
CS_COOKIE_VALUES = (
    "cmcty2fuyxj5",
    "cgbnac0aywbhag4ayqbyahka",
    "ahiazwatagmayqbuageacgb5",
    "//5yagcalqbjageabgbhahiaeqa=",
)


def rule(event):
    cs_cookie = str(event.deep_get("cs-cookie", default="")).lower()
    return cs_cookie in CS_COOKIE_VALUES or "cgbnac0aywbhag4ayqbyahkalqayaa==" in cs_cookie


def title(_):
    return "Canary Name In A Web Cookie"


def alert_context(event):
    return {
        "cs-cookie": event.deep_get("cs-cookie"),
    }
