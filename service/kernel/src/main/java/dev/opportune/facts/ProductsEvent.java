package dev.opportune.facts;

import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Properties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event that may carry several products, in {@code products} or, for one product, at its top level. */
public abstract class ProductsEvent extends EventFact {
    ProductsEvent(Event event, Moment moment) {
        super(event, moment);
    }

    /** The products it carries, at least the one at its top level. */
    public final List<Product> getProducts() {
        List<Properties> listed = event().properties().objects("products");
        return (listed.isEmpty() ? List.of(event().properties()) : listed)
                .stream().map(Product::new).toList();
    }

    /** Whether one of its products has this id; false for null. */
    public final boolean containsProduct(@Nullable String productId) {
        return productId != null
                && getProducts().stream().anyMatch(product -> productId.equals(product.getProductId()));
    }

    /** Whether one of its products is of this category; false for null. */
    public final boolean containsCategory(@Nullable String category) {
        return category != null && getProducts().stream().anyMatch(product -> category.equals(product.getCategory()));
    }
}
