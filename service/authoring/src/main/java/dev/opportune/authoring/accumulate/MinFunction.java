package dev.opportune.authoring.accumulate;

import org.jspecify.annotations.Nullable;

/** {@code min}: the smallest; none over nothing. */
public final class MinFunction extends NumberFunction {
    @Override
    public @Nullable Object getResult(Numbers numbers) {
        return numbers.least();
    }
}
