package dev.opportune.authoring.properties;

import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Preference;
import dev.opportune.kernel.timeline.ProfileChange;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes a history out of numbers: a shopper with few interests, who does things at instants that lie on, or a little
 * beside, what the flows count from. Opens what was really sent, for which the oracle runs along.
 */
final class Shopper {
    private static final List<String> STARTS = List.of(
            "2026-06-01T10:00:00Z",
            "2026-03-27T19:30:00Z",
            "2026-10-23T18:59:59Z",
            "2026-03-06T15:00:00Z",
            "2026-10-30T15:00:00Z",
            "2026-04-03T05:00:00Z");
    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "America/Santiago",
            "Asia/Kathmandu",
            "Pacific/Kiritimati",
            "Mars/Olympus",
            "+05:30");
    private static final List<Duration> SPANS = List.of(
            Duration.ZERO,
            Duration.ofSeconds(100),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(12),
            Duration.ofHours(24),
            Duration.ofHours(48),
            Duration.ofDays(3),
            Duration.ofDays(7),
            Duration.ofDays(30),
            Duration.ofDays(31),
            Duration.ofDays(60),
            Duration.ofDays(90),
            Duration.ofDays(120));
    private static final List<Duration> SHORT_SPANS = SPANS.subList(0, 8);
    private static final List<Duration> NUDGES = List.of(
            Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(-1), Duration.ofSeconds(1), Duration.ofSeconds(-1));
    private static final List<Integer> BORDERS = List.of(8, 21);

    /** What may come next; the earlier ones are the simpler. */
    private enum Deed {
        VIEW,
        VIEW_AGAIN,
        VIEW_MORE,
        ADD,
        ORDER,
        OPEN,
        OPEN_AGAIN,
        CLICK,
        PAGE,
        PAGE_AGAIN,
        MACHINE_OPEN,
        MEASURED_VIEW,
        FOREIGN_MAIL,
        OWN_MAIL,
        CONSENT,
        PREFERENCE,
        ZONE,
        BOUNCE,
        REACHABLE,
        UNSUBSCRIBE,
        OTHER
    }

    final String profileId;
    final boolean unknownConsentGranted;
    final Oracle oracle;
    private Instant last;
    private int count;

    Shopper(long who, House house) {
        Dice dice = new Dice(who);
        this.last = Instant.parse(dice.one(STARTS));
        // Of these, the last is held out.
        this.profileId = dice.one(List.of("ana", "ben", "cleo", "u13", "u7", "u4", "u5", "u1", "u2", "u10"));
        this.unknownConsentGranted = dice.oneIn(4);
        this.oracle = new Oracle(profileId, unknownConsentGranted, house);
        if (!dice.oneIn(8)) {
            take(change(
                    last, new TreeSet<>(Set.of("marketing")), Map.of(), dice.oneIn(3) ? null : dice.one(ZONES), null));
        }
    }

    List<Entry> history() {
        return oracle.history();
    }

    /** Does something. */
    void move(long number) {
        Dice dice = new Dice(number);
        Deed deed = dice.one(List.of(Deed.values()));
        Instant at = when(dice);
        oracle.runTo(at);
        boolean backfill = dice.oneIn(25);
        Entry entry = deed(deed, at, dice, backfill);
        take(entry);
    }

    private void take(Entry entry) {
        oracle.take(entry);
        last = entry.occurredAt();
    }

    private Instant when(Dice dice) {
        Duration nudge = dice.one(NUDGES);
        Instant at = switch (dice.next(6)) {
            case 0, 1 -> last.plus(dice.one(SHORT_SPANS)).plus(nudge);
            case 2, 3 -> {
                List<Instant> marks = oracle.marks();
                Instant mark = marks.isEmpty() ? last : marks.get(marks.size() - 1 - dice.next(marks.size()));
                yield mark.plus(dice.one(SPANS)).plus(nudge);
            }
            case 4 -> border(dice.one(BORDERS)).plus(nudge);
            default -> last.plus(dice.one(SPANS)).plus(nudge);
        };
        return at.isBefore(last) ? last : at;
    }

    /** The next time at which quiet begins or ends in Berlin. */
    private Instant border(int hour) {
        var local = last.atZone(ZoneId.of("Europe/Berlin"));
        var border = local.toLocalDate().atTime(hour, 0).atZone(local.getZone());
        return (border.isAfter(local) ? border : border.plusDays(1)).toInstant();
    }

    private Entry deed(Deed deed, Instant at, Dice dice, boolean backfill) {
        return switch (deed) {
            case VIEW, VIEW_AGAIN, VIEW_MORE -> event("Product Viewed", at, product(dice), backfill);
            case MEASURED_VIEW -> event("Product Viewed", at, measured(product(dice), dice), backfill);
            case ADD -> event("Product Added", at, product(dice), backfill);
            case ORDER -> event("Order Completed", at, order(dice), backfill);
            case OPEN, OPEN_AGAIN -> event("Email Opened", at, linked(dice, "decision"), backfill);
            case CLICK ->
                event(
                        dice.oneIn(2) ? "Email Link Clicked" : "Email Clicked",
                        at,
                        linked(dice, "decision_id"),
                        backfill);
            case MACHINE_OPEN -> {
                Map<String, Object> properties = linked(dice, "decision");
                properties.put("machine", dice.oneIn(3) ? "true" : (Object) true);
                yield event(dice.oneIn(4) ? "Email Clicked" : "Email Opened", at, properties, backfill);
            }
            case PAGE, PAGE_AGAIN -> event("Page Viewed", at, page(dice), backfill);
            case FOREIGN_MAIL ->
                event("Email Delivered", at, dice.oneIn(3) ? Map.of("decision", "news-7") : Map.of(), backfill);
            case OWN_MAIL -> event("Email Delivered", at, linked(dice, "decision"), backfill);
            case CONSENT ->
                change(at, new TreeSet<>(dice.one(List.of(Set.of("marketing"), Set.of()))), Map.of(), null, null);
            case PREFERENCE -> change(at, null, Map.of("marketing", Preference.of(dice.oneIn(2))), null, null);
            case ZONE -> change(at, null, Map.of(), dice.one(ZONES), null);
            case REACHABLE -> change(at, null, Map.of(), null, new TreeSet<>());
            case BOUNCE ->
                event(
                        dice.one(List.of("Email Bounced", "Email Complained", "Email Marked as Spam")),
                        at,
                        Map.of("type", dice.one(List.of("soft", "hard"))),
                        backfill);
            case UNSUBSCRIBE ->
                event(
                        "Unsubscribed",
                        at,
                        dice.one(List.of(Map.of("purpose", "surveys"), Map.of("purpose", "marketing"), Map.of())),
                        backfill);
            case OTHER ->
                event(dice.one(List.of("Quiz Finished", "Order Cancelled", "Cart Viewed")), at, Map.of(), backfill);
        };
    }

    private static Map<String, Object> product(Dice dice) {
        Map<String, Object> properties = new TreeMap<>();
        switch (dice.next(6)) {
            case 0, 1 -> put(properties, "p1", "shoes");
            case 2 -> put(properties, "p2", "shoes");
            case 3 -> put(properties, "p3", "hats");
            case 4 -> put(properties, "shoes", "hats");
            default -> put(properties, dice.oneIn(2) ? null : "p1", dice.oneIn(2) ? null : "hats");
        }
        if (dice.oneIn(2)) {
            properties.put("name", "Runner 2");
        }
        return properties;
    }

    private static void put(Map<String, Object> properties, String product, String category) {
        if (product != null) {
            properties.put("product_id", product);
        }
        if (category != null) {
            properties.put("category", category);
        }
    }

    private static Map<String, Object> measured(Map<String, Object> properties, Dice dice) {
        properties.put("seconds", dice.one(List.of(300, 150, "150", 299.999, 0, 100.1, 99.9, -5, "long")));
        return properties;
    }

    private static Map<String, Object> page(Dice dice) {
        Map<String, Object> properties = new TreeMap<>(dice.one(List.of(
                Map.of("path", "/"), Map.of("path", "/sale"), Map.of(), Map.of("path", "/p1", "product_id", "p1"))));
        return dice.oneIn(3) ? measured(properties, dice) : properties;
    }

    private static Map<String, Object> order(Dice dice) {
        Map<String, Object> one = product(dice);
        return switch (dice.next(3)) {
            case 0 -> Map.of("products", List.of(one));
            case 1 -> one;
            default -> Map.of("products", List.of(one, product(dice)), "category", "hats");
        };
    }

    /** Linked to one of the messages sent so far, most likely the last. */
    private Map<String, Object> linked(Dice dice, String name) {
        Map<String, Object> properties = new TreeMap<>();
        List<Line> sent = oracle.sent();
        int back = dice.one(List.of(0, 0, 0, 1, 2));
        if (sent.size() > back) {
            properties.put(name, sent.get(sent.size() - 1 - back).id());
        }
        return properties;
    }

    private Event event(String name, Instant at, Map<String, ?> properties, boolean backfill) {
        return new Event("shop", id(), profileId, name, at, at, Properties.of(properties), backfill, false);
    }

    private ProfileChange change(
            Instant at,
            TreeSet<String> consents,
            Map<String, Preference> preferences,
            String timezone,
            TreeSet<String> unreachable) {
        return new ProfileChange(
                "shop",
                id(),
                profileId,
                at,
                at,
                Statement.NONE
                        .withConsents(consents)
                        .withPreferences(preferences)
                        .withTimezone(timezone)
                        .withUnreachable(unreachable),
                false);
    }

    private String id() {
        count++;
        return "e%03d".formatted(count);
    }
}
