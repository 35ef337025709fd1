package dev.opportune.kernel.session;

import java.util.Map;

/**
 * The names that events had in the first version of Segment's e-commerce specification, and still have where a shop has
 * never changed its tracking. Source: the specification's own list of what became of them.
 */
public final class EarlierNames {
    private static final Map<String, String> TODAY = Map.ofEntries(
            Map.entry("Searched Products", "Products Searched"),
            Map.entry("Viewed Product Category", "Product List Viewed"),
            Map.entry("Viewed Product List", "Product List Viewed"),
            Map.entry("Filtered Product List", "Product List Filtered"),
            Map.entry("Viewed Promotion", "Promotion Viewed"),
            Map.entry("Clicked Promotion", "Promotion Clicked"),
            Map.entry("Clicked Product", "Product Clicked"),
            Map.entry("Viewed Product", "Product Viewed"),
            Map.entry("Added Product", "Product Added"),
            Map.entry("Removed Product", "Product Removed"),
            Map.entry("Viewed Cart", "Cart Viewed"),
            Map.entry("Started Checkout", "Checkout Started"),
            Map.entry("Started Order", "Checkout Started"),
            Map.entry("Viewed Checkout Step", "Checkout Step Viewed"),
            Map.entry("Completed Checkout Step", "Checkout Step Completed"),
            Map.entry("Entered Payment Info", "Payment Info Entered"),
            Map.entry("Completed Order", "Order Completed"),
            Map.entry("Updated Order", "Order Updated"),
            Map.entry("Refunded Order", "Order Refunded"),
            Map.entry("Cancelled Order", "Order Cancelled"));

    private EarlierNames() {}

    /** What an event is called today. */
    public static String today(String name) {
        return TODAY.getOrDefault(name, name);
    }
}
