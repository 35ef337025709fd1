package dev.opportune.facts;

import dev.opportune.kernel.timeline.Properties;
import org.jspecify.annotations.Nullable;

/** One product of an event that carries several. */
public record Product(Properties properties) {
    public @Nullable String getProductId() {
        return properties.text("product_id");
    }

    public @Nullable String getSku() {
        return properties.text("sku");
    }

    public @Nullable String getCategory() {
        return properties.text("category");
    }

    public @Nullable String getName() {
        return properties.text("name");
    }

    public @Nullable String getBrand() {
        return properties.text("brand");
    }

    public @Nullable Double getPrice() {
        return properties.number("price");
    }

    public @Nullable Double getQuantity() {
        return properties.number("quantity");
    }
}
