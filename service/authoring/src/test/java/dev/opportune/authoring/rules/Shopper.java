package dev.opportune.authoring.rules;

import dev.opportune.kernel.session.Observer;
import dev.opportune.kernel.session.OneRuleset;
import dev.opportune.kernel.session.ProfileSession;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.Exclusion;
import dev.opportune.kernel.store.Failure;
import dev.opportune.kernel.store.Timeline;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Someone who does everything that there is an event for, twice, and then nothing for a year. */
final class Shopper {
    private static final Instant START = Instant.parse("2026-12-01T11:00:00Z");
    private static final List<String> EVENTS = List.of(
            "Products Searched",
            "Product List Viewed",
            "Product List Filtered",
            "Promotion Viewed",
            "Promotion Clicked",
            "Product Clicked",
            "Product Viewed",
            "Product Added",
            "Product Removed",
            "Product Shared",
            "Product Reviewed",
            "Cart Viewed",
            "Cart Shared",
            "Checkout Started",
            "Checkout Step Viewed",
            "Checkout Step Completed",
            "Payment Info Entered",
            "Order Completed",
            "Order Updated",
            "Order Refunded",
            "Order Cancelled",
            "Coupon Entered",
            "Coupon Applied",
            "Coupon Denied",
            "Coupon Removed",
            "Product Added to Wishlist",
            "Product Removed from Wishlist",
            "Wishlist Product Added to Cart",
            "Page Viewed",
            "Screen Viewed",
            "Dwelled",
            "Email Delivered",
            "Email Opened",
            "Email Link Clicked",
            "Email Clicked",
            "Email Bounced",
            "Email Marked as Spam",
            "Email Complained",
            "Unsubscribed",
            "Quiz Finished");
    private static final Map<String, Object> PROPERTIES = Map.ofEntries(
            Map.entry("product_id", "p1"),
            Map.entry("order_id", "o1"),
            Map.entry("category", "shoes"),
            Map.entry("name", "Runner 2"),
            Map.entry("brand", "Fleet"),
            Map.entry("price", 89.9),
            Map.entry("quantity", 2),
            Map.entry("value", 179.8),
            Map.entry("query", "running shoes"),
            Map.entry("path", "/shop/shoes"),
            Map.entry("seconds", 320),
            Map.entry("gift", true),
            Map.entry("products", List.of(Map.of("product_id", "p1"), Map.of("product_id", "p2"))));

    private final Set<String> fired = new TreeSet<>();
    private final Map<String, Failure> failed = new TreeMap<>();

    /** The rules that fired. */
    Set<String> fired() {
        return fired;
    }

    /** The rules that threw. */
    Map<String, Failure> failed() {
        return failed;
    }

    static Shopper under(Ruleset ruleset) {
        Shopper shopper = new Shopper();
        shopper.live(ruleset);
        return shopper;
    }

    private void live(Ruleset ruleset) {
        Timeline nothing = Timeline.empty("ana");
        Settings settings = new Settings(true, (split, profile) -> "treated", new Noting());
        try (ProfileSession session = ProfileSession.open(nothing, () -> nothing, new OneRuleset(ruleset), settings)) {
            Instant at = START;
            for (int round = 0; round < 2; round++) {
                for (String event : EVENTS) {
                    session.accept(event(event, round, at));
                    at = at.plusSeconds(60);
                }
                at = at.plus(Duration.ofHours(30));
            }
            session.advanceTo(at.plus(Duration.ofDays(100)));
        }
    }

    private static Event event(String name, int round, Instant at) {
        return new Event("web", name + round, "ana", name, at, at, Properties.of(PROPERTIES), false, false);
    }

    private final class Noting implements Observer {
        @Override
        public void fired(Step step, String rule) {
            fired.add(rule);
        }

        @Override
        public void failed(Exclusion exclusion) {
            failed.put(exclusion.rule(), exclusion.failure());
        }
    }
}
