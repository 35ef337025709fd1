package dev.opportune.authoring.accumulate;

import org.jspecify.annotations.Nullable;

/** {@code max}: the greatest; none over nothing. */
public final class MaxFunction extends NumberFunction {
    @Override
    public @Nullable Object getResult(Numbers numbers) {
        return numbers.greatest();
    }
}
