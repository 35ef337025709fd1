package dev.opportune.kernel.timeline;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a profile: a fold over its whole timeline, which outlives the events behind it.
 *
 * @param orders orders completed less those cancelled
 * @param lifetimeValue their worth less what was cancelled and refunded; exact, so that the order of adding is no matter
 * @param unreachable channels on which the profile must not be written to: after a hard bounce or a complaint
 */
public record Traits(
        Properties properties,
        Consents consents,
        @Nullable String timezone,
        SortedSet<String> segments,
        SortedSet<String> unreachable,
        int orders,
        BigDecimal lifetimeValue) {
    /** Nothing is known. */
    public static final Traits NONE = new Traits(
            Properties.NONE,
            Consents.UNKNOWN,
            null,
            Collections.emptySortedSet(),
            Collections.emptySortedSet(),
            0,
            BigDecimal.ZERO);

    private static final String EMAIL = "email";

    public Traits {
        segments = Collections.unmodifiableSortedSet(new TreeSet<>(segments));
        unreachable = Collections.unmodifiableSortedSet(new TreeSet<>(unreachable));
    }

    /** These after one more entry. Entries must be folded in the order of their steps. */
    public Traits after(Entry entry) {
        return entry instanceof ProfileChange change ? after(change) : after((Event) entry);
    }

    private Traits after(ProfileChange change) {
        Consents listed = change.consents() == null ? consents : Consents.exactly(change.consents());
        return new Traits(
                properties.with(change.traits()),
                listed.with(change.preferences()),
                change.timezone() == null ? timezone : change.timezone(),
                Objects.requireNonNullElse(change.segments(), segments),
                Objects.requireNonNullElse(change.unreachable(), unreachable),
                orders,
                lifetimeValue);
    }

    private Traits after(Event event) {
        return switch (event.name()) {
            case "Order Completed" -> withOrder(1, worth(event));
            case "Order Cancelled" -> withOrder(-1, worth(event).negate());
            case "Order Refunded" -> withOrder(0, worth(event).negate());
            case "Email Marked as Spam", "Email Complained" -> unreachableBy(EMAIL);
            case "Email Bounced" ->
                "soft".equalsIgnoreCase(event.properties().text("type")) ? this : unreachableBy(EMAIL);
            case "Unsubscribed" -> unsubscribed(event.properties().text("purpose"));
            default -> this;
        };
    }

    private static BigDecimal worth(Event order) {
        for (String name : new String[] {"value", "total", "revenue"}) {
            BigDecimal worth = order.properties().exact(name);
            if (worth != null) {
                // Shops differ in the sign they give a refund; the name of the event says which way it goes.
                return worth.abs();
            }
        }
        return BigDecimal.ZERO;
    }

    private Traits withOrder(int count, BigDecimal worth) {
        return new Traits(
                properties, consents, timezone, segments, unreachable, orders + count, lifetimeValue.add(worth));
    }

    private Traits unreachableBy(String channel) {
        TreeSet<String> more = new TreeSet<>(unreachable);
        more.add(channel);
        return new Traits(properties, consents, timezone, segments, more, orders, lifetimeValue);
    }

    private Traits unsubscribed(@Nullable String purpose) {
        Consents left = purpose == null
                ? Consents.exactly(Collections.emptySortedSet())
                : consents.with(Map.of(purpose, false));
        return new Traits(properties, left, timezone, segments, unreachable, orders, lifetimeValue);
    }
}
