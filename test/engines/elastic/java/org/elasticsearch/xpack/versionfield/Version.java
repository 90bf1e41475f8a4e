package org.elasticsearch.xpack.versionfield;

import org.apache.lucene.util.BytesRef;

/** Stands in for a class that is not published: no field holds versions. */
public class Version {
    private final String text;

    public Version(String text) {
        this.text = text;
    }

    public Version(BytesRef encoded) {
        this(encoded.utf8ToString());
    }

    public BytesRef toBytesRef() {
        return new BytesRef(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
