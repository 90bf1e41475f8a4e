package org.elasticsearch.dissect;

/** Stands in for a class that is not published: DISSECT is never asked for. */
public final class DissectKey {
    public enum Modifier {
        NONE
    }

    private DissectKey() {}
}
