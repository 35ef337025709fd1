package dev.opportune.kernel.timeline;

import java.math.BigDecimal;
import java.util.Collections;
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
        Statement said = entry.statement();
        Traits told = said.equals(Statement.NONE) ? this : after(said, entry);
        return entry instanceof Event event ? told.after(event) : told;
    }

    private Traits after(Statement said, Entry entry) {
        return new Traits(
                properties.with(said.traits()),
                consents.after(said, entry.occurredAt(), entry.source()),
                said.timezone() == null ? timezone : said.timezone(),
                segmentsAfter(said),
                Objects.requireNonNullElse(said.unreachable(), unreachable),
                orders,
                lifetimeValue);
    }

    private SortedSet<String> segmentsAfter(Statement said) {
        TreeSet<String> in = new TreeSet<>(Objects.requireNonNullElse(said.segments(), segments));
        said.memberships().forEach((segment, member) -> {
            if (member) {
                in.add(segment);
            } else {
                in.remove(segment);
            }
        });
        return in;
    }

    private Traits after(Event event) {
        return switch (event.name()) {
            case "Order Completed" -> withOrder(1, worth(event));
            case "Order Cancelled" -> withOrder(-1, worth(event).negate());
            case "Order Refunded" -> withOrder(0, worth(event).negate());
            case "Email Marked as Spam", "Email Complained" -> unreachableBy(EMAIL);
            case "Email Bounced" ->
                "soft".equalsIgnoreCase(event.properties().text("type")) ? this : unreachableBy(EMAIL);
            case "Unsubscribed" -> unsubscribed(event);
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

    private Traits unsubscribed(Event event) {
        String purpose = event.properties().text("purpose");
        Statement said = purpose == null
                ? Statement.NONE.withConsents(Collections.emptySortedSet())
                : Statement.NONE.withPreference(purpose, Preference.WITHDRAWN);
        return after(said, event);
    }
}
