package dev.opportune.authoring.accumulate;

import org.jspecify.annotations.Nullable;

/** {@code sum}: exact in decimals, 0 over nothing. */
public final class SumFunction extends NumberFunction {
    @Override
    public @Nullable Object getResult(Numbers numbers) {
        return numbers.sum();
    }
}
