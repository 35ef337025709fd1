package dev.opportune.app.ingest;

import dev.opportune.kernel.timeline.Entry;
import org.jspecify.annotations.Nullable;

/**
 * An entry, and what its message says of who it is about.
 *
 * @param known whether the message names its profile as a user of the sender's, and not as an unknown visitor
 * @param link another id of the same person; null if the message names none
 */
public record Incoming(Entry entry, boolean known, @Nullable Link link) {
    /**
     * That another id is the same person.
     *
     * @param asked whether the sender asks for nothing but to make the two one: only then may both be known
     */
    public record Link(String profileId, boolean asked) {}

    /**
     * From a sender whom anybody could be who has seen a page of the shop: it cannot ask to make two known users one.
     */
    public Incoming fromAnybody() {
        return link == null ? this : new Incoming(entry, known, new Link(link.profileId(), false));
    }

    /** Of a profile whose message says no more of it. */
    public static Incoming of(Entry entry) {
        return new Incoming(entry, false, null);
    }
}
