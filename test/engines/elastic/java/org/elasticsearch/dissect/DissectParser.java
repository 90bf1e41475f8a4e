package org.elasticsearch.dissect;

import java.util.Map;
import java.util.Set;

/** Stands in for a class that is not published: DISSECT is never asked for. */
public final class DissectParser {
    public DissectParser(String pattern, String appendSeparator) {}

    public Map<String, String> parse(String text) {
        throw new DissectException("DISSECT is not here");
    }

    public Set<String> outputKeys() {
        return Set.of();
    }
}
