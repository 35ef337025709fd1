package dev.opportune.authoring.accumulate;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A bag of finite numbers, whose results depend on what is in it and not on the order in which that came. */
public final class Numbers implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeMap<Double, Integer> times = new TreeMap<>();
    private BigDecimal sum = BigDecimal.ZERO;
    private long count;

    Numbers() {}

    void clear() {
        times.clear();
        sum = BigDecimal.ZERO;
        count = 0;
    }

    void add(double value) {
        times.merge(value, 1, Integer::sum);
        sum = sum.add(BigDecimal.valueOf(value));
        count++;
    }

    void remove(double value) {
        times.computeIfPresent(value, (same, left) -> left == 1 ? null : left - 1);
        sum = sum.subtract(BigDecimal.valueOf(value));
        count--;
    }

    double sum() {
        return sum.doubleValue();
    }

    @Nullable
    Double average() {
        return count == 0
                ? null
                : (Double) sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128)
                        .doubleValue();
    }

    @Nullable
    Double least() {
        return times.isEmpty() ? null : times.firstKey();
    }

    @Nullable
    Double greatest() {
        return times.isEmpty() ? null : times.lastKey();
    }
}
