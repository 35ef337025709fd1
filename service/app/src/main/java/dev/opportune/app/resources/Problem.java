package dev.opportune.app.resources;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a call, as RFC 9457 writes it.
 *
 * @param status the HTTP status
 * @param code stable, for machines
 * @param detail what was wrong, for a person
 * @param next what to do about it, for a person
 * @param more further fields
 */
record Problem(int status, String code, String detail, String next, Map<String, ? extends @Nullable Object> more) {
    static final String MEDIA_TYPE = "application/problem+json";
    /** A further field: in how many seconds the call may be repeated, which the header of that name says too. */
    static final String RETRY_AFTER = "retryAfter";

    Problem(int status, String code, String detail, String next) {
        this(status, code, detail, next, Map.of());
    }

    /** As a field of JSON each. */
    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new TreeMap<>(more);
        fields.put("type", "urn:opportune:problem:" + code);
        fields.put("title", title());
        fields.put("status", status);
        fields.put("code", code);
        fields.put("detail", detail);
        fields.put("next", next);
        return fields;
    }

    private String title() {
        String words = code.replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
