package dev.opportune.app.service;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * That somebody wants rules to be live.
 *
 * @param content which
 * @param by the name of who wants it
 * @param note what they say about it; empty if nothing
 * @param expected how the revision begins that they believe to be live; null if they do not care
 */
public record Wish(
        Content content, String by, String note, @Nullable String expected) {
    /** Which rules. */
    public sealed interface Content {}

    /** Those in files, by their path in the rules folder. */
    public record Files(Map<String, byte[]> files) implements Content {
        public Files {
            files = Map.copyOf(files);
        }
    }

    /** Those of a revision that is kept. @param prefix how its name begins */
    public record Revision(String prefix) implements Content {}
}
