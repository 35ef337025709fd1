package dev.opportune.authoring.accumulate;

import org.jspecify.annotations.Nullable;

/** {@code average}: the mean; none over nothing. */
public final class AverageFunction extends NumberFunction {
    @Override
    public @Nullable Object getResult(Numbers numbers) {
        return numbers.average();
    }
}
