package dev.opportune.authoring.properties;

import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the shipped flows ask for at one instant, read off the history so far. */
final class Flows {
    static final Duration LOOKBACK = Duration.ofDays(120);
    static final Duration LOST = Duration.ofDays(60);
    static final Duration UNOPENED = Duration.ofHours(24);
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration TWO_DAYS = Duration.ofHours(48);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final BigDecimal FIVE_MINUTES = BigDecimal.valueOf(300);
    private static final long LONGEST_GAP = 1_800_000;

    private final Instant at;
    private final List<Event> events;
    private final List<Look> looks;

    /** What opened a run: an event, or a look derived from two. */
    record Cause(String source, String id, Properties properties) {
        static Cause of(Event event) {
            return new Cause(event.source(), event.id(), event.properties());
        }
    }

    /** A run that a rule asks for, and what that rule wants to write. */
    record Opening(String flow, String key, Cause cause, String rule, List<Proposed> messages) {}

    /** A message that a rule asks for. */
    record Proposed(String kind, String message, Duration delay, Map<String, String> content) {
        static Proposed now(String message, Map<String, String> content) {
            return new Proposed("trigger", message, Duration.ZERO, content);
        }
    }

    /** Time spent on a product or page, shown by an event. */
    private record Look(Event view, Event shownBy, BigDecimal seconds) {
        boolean isHistory() {
            return view.backfill() || shownBy.backfill();
        }

        String product() {
            return text(view, "product_id");
        }

        String path() {
            return text(view, "path");
        }

        Instant at() {
            return shownBy.occurredAt();
        }
    }

    Flows(List<Entry> history, Instant at) {
        this.at = at;
        List<Event> all = new ArrayList<>();
        Instant last = Instant.EPOCH;
        for (Entry entry : history) {
            last = entry.occurredAt();
            if (entry instanceof Event event) {
                all.add(event);
            }
        }
        Instant horizon = last.minus(LOOKBACK);
        this.events = all.stream()
                .filter(event -> !event.occurredAt().isBefore(horizon))
                .toList();
        this.looks =
                looks(all).stream().filter(look -> !look.at().isBefore(horizon)).toList();
    }

    private static List<Look> looks(List<Event> all) {
        List<Look> looks = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Event view = all.get(i);
            if (!view.name().equals("Product Viewed") && !view.name().equals("Page Viewed")) {
                continue;
            }
            BigDecimal measured = number(view, "seconds");
            if (measured != null) {
                if (measured.signum() > 0) {
                    looks.add(new Look(view, view, measured));
                }
            } else if (i + 1 < all.size()) {
                Event next = all.get(i + 1);
                long gap = next.occurredAt().toEpochMilli() - view.occurredAt().toEpochMilli();
                if (gap > 0) {
                    looks.add(new Look(view, next, BigDecimal.valueOf(Math.min(gap, LONGEST_GAP), 3)));
                }
            }
        }
        return looks;
    }

    List<Opening> whatAnEventOpens(Entry entry) {
        if (!(entry instanceof Event event) || event.backfill()) {
            return List.of();
        }
        List<Opening> openings = new ArrayList<>();
        switch (event.name()) {
            case "Product Added" ->
                openings.add(new Opening("cart-recovery", "", Cause.of(event), "Someone puts", List.of()));
            case "Product Viewed" -> viewed(event, openings);
            case "Email Opened", "Email Clicked", "Email Link Clicked" -> engaged(event, openings);
            default -> {}
        }
        looks.stream()
                .filter(look -> look.shownBy() == event && !look.isHistory())
                .forEach(look -> looked(look, openings));
        return openings;
    }

    private void viewed(Event view, List<Opening> openings) {
        String category = text(view, "category");
        String product = text(view, "product_id");
        boolean boughtProduct = product != null
                && orders(order -> contains(order, "product_id", product))
                        .anyMatch(order ->
                                !since(order, view.occurredAt()).minus(WEEK).isNegative());
        if (boughtProduct) {
            openings.add(new Opening(
                    "back-for-more",
                    product,
                    Cause.of(view),
                    "They look at a product",
                    List.of(Proposed.now("buy-again", content("product", text(view, "name"))))));
        }
        if (category == null) {
            return;
        }
        boolean boughtCategory = orders(order -> contains(order, "category", category))
                .anyMatch(order -> since(order, view.occurredAt()).compareTo(WEEK) >= 0);
        if (boughtCategory && !boughtProduct) {
            openings.add(new Opening(
                    "back-for-more",
                    category,
                    Cause.of(view),
                    "They look at a category",
                    List.of(Proposed.now("new-in-category", content("category", category)))));
        }
        long views = events.stream()
                .filter(event -> event.name().equals("Product Viewed") && category.equals(text(event, "category")))
                .filter(event -> within(event, view.occurredAt(), DAY))
                .count();
        boolean ordered = orders(order -> contains(order, "category", category))
                .anyMatch(order -> within(order, view.occurredAt(), DAY));
        if (views > 2 && !ordered) {
            openings.add(new Opening(
                    "browse-interest",
                    category,
                    Cause.of(view),
                    "A category is viewed",
                    List.of(Proposed.now("category-picks", Map.of("category", category, "discount", "COMEBACK10")))));
        }
    }

    private void engaged(Event event, List<Opening> openings) {
        long engagements = events.stream()
                .filter(Flows::byAPerson)
                .filter(other -> within(other, event.occurredAt(), TWO_DAYS))
                .count();
        if (byAPerson(event) && engagements >= 3) {
            openings.add(new Opening(
                    "repeat-engagement",
                    "",
                    Cause.of(event),
                    "A person's third",
                    List.of(Proposed.now("early-access", Map.of()))));
        }
    }

    private static boolean byAPerson(Event event) {
        boolean engagement =
                Set.of("Email Opened", "Email Clicked", "Email Link Clicked").contains(event.name());
        return engagement && !isMachine(event);
    }

    private static boolean isMachine(Event event) {
        return "true".equalsIgnoreCase(text(event, "machine"));
    }

    private void looked(Look look, List<Opening> openings) {
        boolean onProduct = look.product() != null;
        if (!onProduct && look.path() == null) {
            return;
        }
        BigDecimal spent = looks.stream()
                .filter(other -> onProduct
                        ? look.product().equals(other.product())
                        : other.product() == null && look.path().equals(other.path()))
                .filter(other -> !other.at().isBefore(look.at().minus(HOUR)))
                .map(Look::seconds)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean inCart = events.stream()
                .filter(event -> event.name().equals("Product Added") && within(event, look.at(), HOUR))
                .anyMatch(added -> !onProduct || look.product().equals(text(added, "product_id")));
        if (spent.compareTo(FIVE_MINUTES) < 0 || inCart) {
            return;
        }
        Map<String, String> content =
                onProduct ? content("product", text(look.view(), "name")) : content("page", look.path());
        openings.add(new Opening(
                "long-look",
                onProduct ? look.product() : look.path(),
                new Cause(
                        look.view().source(),
                        look.view().id() + "/dwelled",
                        look.view().properties()),
                onProduct ? "Five minutes on one product" : "Five minutes on one page",
                List.of(Proposed.now("still-looking", content))));
    }

    List<Opening> whatTimeOpens() {
        return orders(order -> order.occurredAt().plus(LOST).equals(at))
                .filter(order -> orders(other -> other.occurredAt().isAfter(order.occurredAt()))
                        .findAny()
                        .isEmpty())
                .map(order -> new Opening(
                        "win-back",
                        "",
                        Cause.of(order),
                        "Sixty days",
                        List.of(
                                Proposed.now("we-miss-you", Map.of()),
                                new Proposed("delay", "last-call", Duration.ofDays(30), Map.of()))))
                .toList();
    }

    /** What an open run asks for now. */
    List<Proposed> proposals(Oracle.Run run, Map<String, Oracle.Mail> sent) {
        return switch (run.flow) {
            case "cart-recovery" ->
                Stream.concat(
                                Stream.of(new Proposed(
                                        "delay",
                                        "cart-reminder",
                                        Duration.ofMinutes(30),
                                        content(
                                                "product",
                                                run.cause.properties().text("name")))),
                                unopened(sent.get("cart-reminder"), "bestsellers", Map.of()))
                        .toList();
            case "long-look" ->
                unopened(
                                sent.get("still-looking"),
                                "similar-products",
                                content("product", run.cause.properties().text("name")))
                        .toList();
            default -> List.of();
        };
    }

    private Stream<Proposed> unopened(Oracle.Mail first, String second, Map<String, String> content) {
        if (first == null || first.last().at().plus(UNOPENED).isAfter(at)) {
            return Stream.empty();
        }
        boolean opened = events.stream()
                .filter(event -> event.name().equals("Email Opened") && !isMachine(event))
                .filter(event -> first.id().equals(decision(event)))
                .anyMatch(event -> !event.occurredAt().isBefore(first.last().at())
                        && !event.occurredAt().isAfter(first.last().at().plus(UNOPENED)));
        return opened ? Stream.empty() : Stream.of(new Proposed("fallback", second, Duration.ZERO, content));
    }

    /** Why an open run is over; null if it is not. */
    String end(Oracle.Run run, Set<String> sent) {
        String last = switch (run.flow) {
            case "cart-recovery" -> "bestsellers";
            case "browse-interest" -> "category-picks";
            case "repeat-engagement" -> "early-access";
            case "long-look" -> "similar-products";
            case "win-back" -> "last-call";
            default -> null;
        };
        if (last == null ? !sent.isEmpty() : sent.contains(last)) {
            return "done";
        }
        boolean left = events.stream()
                .filter(event -> !event.occurredAt().isBefore(run.start))
                .anyMatch(event -> switch (run.flow) {
                    case "long-look" -> event.name().equals("Product Added");
                    case "browse-interest" ->
                        event.name().equals("Order Completed") && contains(event, "category", run.key);
                    default -> event.name().equals("Order Completed");
                });
        if (!left) {
            return null;
        }
        return run.flow.equals("long-look") ? "added to cart" : "ordered";
    }

    private Stream<Event> orders(Predicate<Event> which) {
        return events.stream()
                .filter(event -> event.name().equals("Order Completed"))
                .filter(which);
    }

    private static boolean contains(Event order, String property, String value) {
        List<Properties> products = order.properties().objects("products");
        return (products.isEmpty() ? List.of(order.properties()) : products)
                .stream().anyMatch(product -> value.equals(product.text(property)));
    }

    private static Duration since(Event event, Instant then) {
        return Duration.between(event.occurredAt(), then);
    }

    private static boolean within(Event event, Instant end, Duration window) {
        Duration ago = since(event, end);
        return !ago.isNegative() && ago.compareTo(window) <= 0;
    }

    static String decision(Event event) {
        String decision = text(event, "decision");
        return decision != null ? decision : text(event, "decision_id");
    }

    static String text(Event event, String name) {
        return event.properties().text(name);
    }

    private static BigDecimal number(Event event, String name) {
        return event.properties().exact(name);
    }

    private static Map<String, String> content(String name, String value) {
        Map<String, String> content = new TreeMap<>();
        if (value != null) {
            content.put(name, value);
        }
        return content;
    }
}
