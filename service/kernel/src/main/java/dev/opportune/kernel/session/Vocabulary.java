package dev.opportune.kernel.session;

import static java.util.Map.entry;

import dev.opportune.facts.*;
import dev.opportune.kernel.timeline.Event;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Which fact class an event becomes. */
public final class Vocabulary {
    private static final Map<String, BiFunction<Event, Moment, EventFact>> BY_NAME = Map.ofEntries(
            entry("Products Searched", ProductsSearched::new),
            entry("Product List Viewed", ProductListViewed::new),
            entry("Product List Filtered", ProductListFiltered::new),
            entry("Promotion Viewed", PromotionViewed::new),
            entry("Promotion Clicked", PromotionClicked::new),
            entry("Product Clicked", ProductClicked::new),
            entry("Product Viewed", ProductViewed::new),
            entry("Product Added", ProductAdded::new),
            entry("Product Removed", ProductRemoved::new),
            entry("Product Shared", ProductShared::new),
            entry("Product Reviewed", ProductReviewed::new),
            entry("Cart Viewed", CartViewed::new),
            entry("Cart Shared", CartShared::new),
            entry("Checkout Started", CheckoutStarted::new),
            entry("Checkout Step Viewed", CheckoutStepViewed::new),
            entry("Checkout Step Completed", CheckoutStepCompleted::new),
            entry("Payment Info Entered", PaymentInfoEntered::new),
            entry("Order Completed", OrderCompleted::new),
            entry("Order Updated", OrderUpdated::new),
            entry("Order Refunded", OrderRefunded::new),
            entry("Order Cancelled", OrderCancelled::new),
            entry("Coupon Entered", CouponEntered::new),
            entry("Coupon Applied", CouponApplied::new),
            entry("Coupon Denied", CouponDenied::new),
            entry("Coupon Removed", CouponRemoved::new),
            entry("Product Added to Wishlist", ProductAddedToWishlist::new),
            entry("Product Removed from Wishlist", ProductRemovedFromWishlist::new),
            entry("Wishlist Product Added to Cart", WishlistProductAddedToCart::new),
            entry("Page Viewed", PageViewed::new),
            entry("Screen Viewed", ScreenViewed::new),
            entry("Dwelled", Dwelled::new),
            entry("Email Delivered", EmailDelivered::new),
            entry("Email Opened", EmailOpened::new),
            entry("Email Link Clicked", EmailClicked::new),
            entry("Email Clicked", EmailClicked::new),
            entry("Email Bounced", EmailBounced::new),
            entry("Email Marked as Spam", EmailComplained::new),
            entry("Email Complained", EmailComplained::new),
            entry("Unsubscribed", Unsubscribed::new));

    private Vocabulary() {}

    /** The names that events with a fact of their own come in under. */
    public static SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(BY_NAME.keySet()));
    }

    /** The fact of an event; one whose name has no class of its own is a {@link CustomEvent}. */
    public static EventFact fact(Event event, Moment moment) {
        // "Requested" is the service's word: a client that uses it says something else by it.
        if (event.name().equals(Event.REQUESTED) && event.source().equals(Event.OWN_SOURCE)) {
            return new Requested(event, moment);
        }
        if (Sends.isSend(event)) {
            return Sends.fact(event, moment, null);
        }
        return BY_NAME.getOrDefault(event.name(), CustomEvent::new).apply(event, moment);
    }
}
