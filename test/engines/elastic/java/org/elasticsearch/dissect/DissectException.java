package org.elasticsearch.dissect;

/** Stands in for a class that is not published: DISSECT is never asked for. */
public class DissectException extends RuntimeException {
    public DissectException(String message) {
        super(message);
    }
}
