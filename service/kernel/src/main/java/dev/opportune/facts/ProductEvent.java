package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import org.jspecify.annotations.Nullable;

/** An event about one product. */
public abstract class ProductEvent extends EventFact {
    ProductEvent(Event event, Moment moment) {
        super(event, moment);
    }

    public final @Nullable String getProductId() {
        return text("product_id");
    }

    public final @Nullable String getSku() {
        return text("sku");
    }

    public final @Nullable String getCategory() {
        return text("category");
    }

    public final @Nullable String getName() {
        return text("name");
    }

    public final @Nullable String getBrand() {
        return text("brand");
    }

    public final @Nullable String getVariant() {
        return text("variant");
    }

    public final @Nullable Double getPrice() {
        return number("price");
    }

    public final @Nullable Double getQuantity() {
        return number("quantity");
    }

    public final @Nullable String getCoupon() {
        return text("coupon");
    }

    public final @Nullable String getCurrency() {
        return text("currency");
    }

    public final @Nullable Double getPosition() {
        return number("position");
    }

    public final @Nullable Double getValue() {
        return number("value");
    }

    public final @Nullable String getUrl() {
        return text("url");
    }

    public final @Nullable String getImageUrl() {
        return text("image_url");
    }

    /** Whether this is about the given product; false for null. */
    public final boolean containsProduct(@Nullable String productId) {
        return productId != null && productId.equals(getProductId());
    }

    /** Whether this is about a product of the given category; false for null. */
    public final boolean containsCategory(@Nullable String category) {
        return category != null && category.equals(getCategory());
    }
}
